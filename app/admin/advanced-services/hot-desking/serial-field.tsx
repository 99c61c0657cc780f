'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { TextField } from '../../../_ui/field.tsx';
import type { DeskValues } from './desk-values.ts';
import { PhoneLabel } from './phone-label.tsx';
import type { Need } from './rps-part.tsx';

type Props = { form: UseFormReturn<DeskValues>; need: Need | undefined };

/** Asked for where a service takes the phone only with it, and then shown where it is printed. */
export function SerialField({ form: { register, watch, formState }, need }: Props) {
  const words = useTranslations('deskForm');
  const common = useTranslations('common');
  const serial = words('serial');
  return (
    <div className="grid gap-3">
      <TextField
        label={need === undefined ? `${serial} (${common('optional')})` : serial}
        hint={need === undefined ? undefined : words(`${need}Needed`)}
        error={formState.errors.serial?.message}
        className="font-mono"
        autoComplete="off"
        spellCheck={false}
        {...register('serial')}
      />
      {need === 'serial' && <PhoneLabel mac={watch('mac').trim() || '00:15:65:AA:BB:CC'} />}
    </div>
  );
}

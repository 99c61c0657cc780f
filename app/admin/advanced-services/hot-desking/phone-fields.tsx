'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { makerName, makers } from '../../../_live/makers.ts';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { ChoiceCards } from '../../../_ui/choice-cards.tsx';
import { SelectField, TextField } from '../../../_ui/field.tsx';
import { type DeskValues, fromLabel } from './desk-values.ts';
import { RpsPart, useRpsOf } from './rps-part.tsx';
import { ScanButton } from './scan/scan-button.tsx';
import type { TakenLabel } from './scan/take-from-label.ts';
import { SerialField } from './serial-field.tsx';

/** The phone of a desk, and how it finds Perch. */
export function PhoneFields({ form }: { form: UseFormReturn<DeskValues> }) {
  const words = useTranslations('deskForm');
  const common = useTranslations('common');
  const { register, watch, formState } = form;
  const { errors } = formState;
  const [vendor, provisioning] = watch(['vendor', 'provisioning']);
  const isRps = provisioning === 'rps';
  const rps = useRpsOf(vendor, isRps);
  const choices = (names: readonly ('pnp' | 'link' | 'rps' | 'lan' | 'sbc')[]) =>
    names.map((value) => ({ value, title: words(value), text: words(`${value}Text`) }));
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('sectionPhone')}</CardTitle>
      <div className="grid gap-2">
        <TextField
          label={words('mac')}
          hint={words('macHint')}
          error={errors.mac?.message}
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
          required
          {...register('mac')}
        />
        <ScanButton onTaken={(label) => fillIn(form, label)} />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField label={words('vendor')} error={errors.vendor?.message} {...register('vendor')}>
          {makers.map((maker) => (
            <option key={maker} value={maker}>
              {makerName(maker)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={`${words('model')} (${common('optional')})`}
          error={errors.model?.message}
          autoComplete="off"
          {...register('model')}
        />
      </div>
      <ChoiceCards
        legend={words('provisioning')}
        choices={choices(['pnp', 'rps', 'link'])}
        {...register('provisioning')}
      />
      {isRps && <RpsPart vendor={vendor} rps={rps} />}
      <SerialField form={form} need={isRps ? rps?.needs : undefined} />
      <ChoiceCards legend={words('network')} choices={choices(['lan', 'sbc'])} {...register('network')} />
    </Card>
  );
}

function fillIn({ getValues, setValue, clearErrors }: UseFormReturn<DeskValues>, label: TakenLabel): void {
  clearErrors(['mac', 'serial', 'vendor']);
  for (const [field, value] of Object.entries(fromLabel(getValues(), label)))
    setValue(field as keyof DeskValues, value);
}

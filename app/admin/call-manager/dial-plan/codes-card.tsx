'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { TextField } from '../../../_ui/field.tsx';
import type { DialPlanValues } from './dial-plan-values.ts';

export function CodesCard({ form: { register, formState } }: { form: UseFormReturn<DialPlanValues> }) {
  const words = useTranslations('dialPlan');
  const { errors } = formState;
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('codes')}</CardTitle>
      <p className="-mt-4 text-muted">{words('codesText')}</p>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={words('logInCode')}
          hint={words('logInCodeHint')}
          error={errors.logInCode?.message}
          inputMode="tel"
          autoComplete="off"
          required
          {...register('logInCode')}
        />
        <TextField
          label={words('logOutCode')}
          error={errors.logOutCode?.message}
          inputMode="tel"
          autoComplete="off"
          required
          {...register('logOutCode')}
        />
      </div>
    </Card>
  );
}

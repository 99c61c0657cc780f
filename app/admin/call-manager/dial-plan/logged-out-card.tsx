'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { ChoiceCards } from '../../../_ui/choice-cards.tsx';
import { TextAreaField } from '../../../_ui/field.tsx';
import type { DialPlanValues } from './dial-plan-values.ts';

const ways = ['emergency', 'internal', 'listed'] as const;

/** What a phone may call at which nobody is logged in. */
export function LoggedOutCard({ form }: { form: UseFormReturn<DialPlanValues> }) {
  const words = useTranslations('dialPlan');
  const { register, watch, formState } = form;
  const allow = watch('allow');
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('loggedOut')}</CardTitle>
      <ChoiceCards
        legend={words('loggedOutLegend')}
        choices={ways.map((value) => ({
          value,
          title: words(`allow_${value}`),
          text: words(`allow_${value}Text`),
        }))}
        {...register('allow')}
      />
      {allow !== 'emergency' && (
        <TextAreaField
          label={words('listed')}
          hint={words(allow === 'internal' ? 'listedInternalHint' : 'listedHint')}
          error={formState.errors.listed?.message}
          inputMode="tel"
          autoComplete="off"
          {...register('listed')}
        />
      )}
    </Card>
  );
}

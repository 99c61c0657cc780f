'use client';

import { ClipboardPaste, Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import { Button } from '../../../_ui/button.tsx';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { BareField } from '../../../_ui/field.tsx';
import { SearchField } from '../../../_ui/search-field.tsx';
import type { DialPlanValues } from './dial-plan-values.ts';
import { PasteNumbers } from './paste-numbers.tsx';
import { withNumbers } from './read-numbers.ts';

type Props = { form: UseFormReturn<DialPlanValues> };

/** So many rows are drawn at once; the rest is there all the same. */
const STEP = 25;

/** Which of our numbers rings whom. */
export function InboundCard({ form }: Props) {
  const words = useTranslations('dialPlan');
  const common = useTranslations('common');
  const { fields, prepend, remove, replace } = useFieldArray({
    control: form.control,
    name: 'inboundNumbers',
  });
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(STEP);
  const [isPasting, setIsPasting] = useState(false);
  const found = useFound(form, search);
  const shown = found.slice(0, limit);
  return (
    <Card className="grid grid-cols-1 gap-4">
      <CardTitle
        isTight
        aside={
          <span className="flex flex-wrap gap-2">
            <Button size="small" onClick={() => setIsPasting(true)}>
              <ClipboardPaste aria-hidden="true" />
              {words('paste')}
            </Button>
            <Button size="small" onClick={() => prepend({ number: '', extension: '' })}>
              <Plus aria-hidden="true" />
              {words('addNumber')}
            </Button>
          </span>
        }
      >
        {words('inbound')}
      </CardTitle>
      <p className="-mt-3 max-w-3xl text-muted">{words('inboundText')}</p>
      {fields.length > STEP && (
        <SearchField label={words('searchNumbers')} onSearch={setSearch} className="mb-0" />
      )}
      {fields.length === 0 && <p className="font-medium">{words('noNumbers')}</p>}
      {shown.length > 0 && (
        <div className="grid max-w-2xl gap-2">
          <div
            aria-hidden="true"
            className="grid grid-cols-[3fr_2fr_2.75rem] gap-2 text-sm font-semibold text-muted"
          >
            <span>{words('number')}</span>
            <span>{words('extension')}</span>
          </div>
          {shown.map((index) => (
            <NumberRow
              key={fields[index]?.id ?? index}
              form={form}
              index={index}
              onRemove={() => remove(index)}
            />
          ))}
        </div>
      )}
      {fields.length > 0 && (
        <p role="status" className="text-sm text-muted">
          {words('numbersShown', { shown: shown.length, count: fields.length })}
        </p>
      )}
      {shown.length < found.length && (
        <div>
          <Button onClick={() => setLimit(limit + 4 * STEP)}>{common('more')}</Button>
        </div>
      )}
      <PasteNumbers
        isOpen={isPasting}
        onOpenChange={setIsPasting}
        onRead={(rows) => replace(withNumbers(form.getValues('inboundNumbers'), rows))}
      />
    </Card>
  );
}

/** The positions of the rows to show: what was refused first, so that nobody has to look for it. */
function useFound({ getValues, formState }: UseFormReturn<DialPlanValues>, search: string): number[] {
  const refused = formState.errors.inboundNumbers;
  const isRefused = (index: number) => refused?.[index] !== undefined;
  const wanted = search.replace(/[\s().\-/]/g, '');
  return getValues('inboundNumbers')
    .map(({ number, extension }, index) => ({ text: `${number} ${extension}`, index }))
    .filter(({ text, index }) => isRefused(index) || text.includes(wanted))
    .sort((one, other) => Number(isRefused(other.index)) - Number(isRefused(one.index)))
    .map(({ index }) => index);
}

type RowProps = Props & { index: number; onRemove: () => void };

function NumberRow({ form: { register, formState, getValues }, index, onRemove }: RowProps) {
  const words = useTranslations('dialPlan');
  const path = `inboundNumbers.${index}` as const;
  const errors = formState.errors.inboundNumbers?.[index];
  const given = { inputMode: 'tel' as const, autoComplete: 'off' };
  const number = getValues(`${path}.number`);
  return (
    <div className="grid grid-cols-[3fr_2fr_2.75rem] items-start gap-2">
      <BareField
        label={words('number')}
        error={errors?.number?.message}
        {...given}
        {...register(`${path}.number`)}
      />
      <BareField
        label={words('extensionOf', { number })}
        error={errors?.extension?.message}
        {...given}
        {...register(`${path}.extension`)}
      />
      <Button kind="quiet" className="px-0" aria-label={words('removeNumber', { number })} onClick={onRemove}>
        <Trash2 aria-hidden="true" />
      </Button>
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { SelectField, TextField } from '../../_ui/field.tsx';
import { OrderButtons } from '../../_ui/order-buttons.tsx';
import { type KeysValues, keyKinds, pages } from './key-values.ts';

/** One key: a line of its own where there is room, else a small card. */
export const keyColumns = '@3xl:grid-cols-[1.5rem_12rem_3fr_3fr_7rem_7.5rem] @3xl:gap-3';

type Props = {
  form: UseFormReturn<KeysValues>;
  index: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

export function KeyRow({ form: { register, formState, getValues }, index, count, onMove, onRemove }: Props) {
  const words = useTranslations('keys');
  const path = `keys.${index}` as const;
  const errors = formState.errors.keys?.[index];
  const number = index + 1;
  const field = (name: 'does' | 'label' | 'number' | 'page') => ({
    ...{ label: words(name), labelClassName: '@3xl:sr-only', error: errors?.[name]?.message },
    ...register(`${path}.${name}`),
  });
  return (
    <fieldset className="min-w-0 rounded-xl border border-line-strong p-4 @3xl:border-0 @3xl:p-0">
      <legend className="sr-only">{words('key', { number })}</legend>
      <div className={`grid grid-cols-2 items-start gap-4 ${keyColumns}`}>
        <span aria-hidden="true" className="hidden pt-3 text-sm text-muted @3xl:block">
          {number}.
        </span>
        <div className="@max-3xl:col-span-2">
          <SelectField {...field('does')}>
            {keyKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words(`does_${kind}`)}
              </option>
            ))}
          </SelectField>
        </div>
        <TextField {...field('label')} autoComplete="off" />
        <TextField {...field('number')} inputMode="tel" autoComplete="off" />
        <SelectField {...field('page')}>
          <option value="">{words('anyPage')}</option>
          {pages.map((page) => (
            <option key={page} value={page}>
              {page}
            </option>
          ))}
        </SelectField>
        <div className="self-end justify-self-end @3xl:self-start @3xl:pt-1">
          <OrderButtons
            name={getValues(`${path}.label`) || words('key', { number })}
            place={number}
            count={count}
            onMove={onMove}
            onRemove={onRemove}
          />
        </div>
      </div>
    </fieldset>
  );
}

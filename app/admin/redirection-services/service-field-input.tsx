'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import type { RpsService } from '../../_live/shapes.ts';
import { SelectField, TextField } from '../../_ui/field.tsx';
import { PasswordField } from '../../_ui/password-field.tsx';
import type { AccountValues } from './account-values.ts';

type Props = {
  field: RpsService['fields'][number];
  form: UseFormReturn<AccountValues>;
  /** It is set, and nobody can look up as what. */
  isSet: boolean;
};

/** What the service itself wants to know: a choice, a secret, or a text. */
export function ServiceFieldInput({ field, form, isSet }: Props) {
  const words = useTranslations('redirection');
  const common = useTranslations('common');
  const label = useFieldLabel(field);
  const hint = useFieldHint(field, isSet);
  const { name, isRequired, isSecret, options } = field;
  const shared = {
    ...{ label: isRequired ? label : `${label} (${common('optional')})`, hint, autoComplete: 'off' },
    error: form.formState.errors.fields?.[name]?.message,
    ...form.register(`fields.${name}`, {
      validate: (text) => !isRequired || isSet || text.trim() !== '' || words('missing'),
    }),
  };
  if (options.length > 0) return <Choice {...shared} options={options} isSet={isSet} />;
  const Text = isSecret ? PasswordField : TextField;
  return (
    <div className="grid gap-1">
      <Text {...shared} spellCheck={false} />
      {isSet && !isRequired && (
        <label className="flex min-h-9 pointer-coarse:min-h-11 items-center gap-3">
          <input
            type="checkbox"
            value={name}
            className="size-5 shrink-0 accent-primary"
            {...form.register('gone')}
          />
          {words('takeAway')}
        </label>
      )}
    </div>
  );
}

type ChoiceProps = Parameters<typeof SelectField>[0] & { options: readonly string[]; isSet: boolean };

function Choice({ options, isSet, ...select }: ChoiceProps) {
  const words = useTranslations('redirection');
  const optionWords = useTranslations('redirection.options');
  return (
    <SelectField {...select}>
      <option value="">{words(isSet ? 'asItIs' : 'choose')}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {optionWords.has(option) ? optionWords(option as Parameters<typeof optionWords>[0]) : option}
        </option>
      ))}
    </SelectField>
  );
}

function useFieldLabel({ name }: Props['field']): string {
  const words = useTranslations('redirection.fields');
  return words.has(name) ? words(name as Parameters<typeof words>[0]) : name;
}

function useFieldHint({ name, options }: Props['field'], isSet: boolean): string | undefined {
  const words = useTranslations('redirection.hints');
  const keep = useTranslations('redirection')('keep');
  const own = words.has(name) ? words(name as Parameters<typeof words>[0]) : undefined;
  const kept = isSet && options.length === 0 ? keep : undefined;
  return [kept, own].filter(Boolean).join(' ') || undefined;
}

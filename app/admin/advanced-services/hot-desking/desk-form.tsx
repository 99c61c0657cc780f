'use client';

import { useTranslations } from 'next-intl';
import { type UseFormReturn, useForm } from 'react-hook-form';
import { makerName, makers } from '../../../_live/makers.ts';
import { useShowFailure } from '../../../_live/use-failure-words.ts';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { ChoiceCards } from '../../../_ui/choice-cards.tsx';
import { SelectField, TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { SaveBar } from '../../../_ui/save-bar.tsx';
import type { DeskValues } from './desk-values.ts';

type Props = { values: DeskValues; onSave: (values: DeskValues) => Promise<void>; onCancel: () => void };

export function DeskForm({ values, onSave, onCancel }: Props) {
  const form = useForm<DeskValues>({ defaultValues: values });
  const { errors, isSubmitting } = form.formState;
  const showFailure = useShowFailure(form.setError);
  const submit = form.handleSubmit(async (typed) => {
    try {
      await onSave(typed);
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-6" noValidate>
      {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <PhoneFields form={form} />
        <DeskFields form={form} />
      </div>
      <SaveBar onCancel={onCancel} isBusy={isSubmitting} says="ok" />
    </form>
  );
}

type Fields = { form: UseFormReturn<DeskValues> };

function PhoneFields({ form: { register, formState } }: Fields) {
  const words = useTranslations('deskForm');
  const common = useTranslations('common');
  const { errors } = formState;
  const choices = (names: readonly ('pnp' | 'link' | 'lan' | 'sbc')[]) =>
    names.map((value) => ({ value, title: words(value), text: words(`${value}Text`) }));
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('sectionPhone')}</CardTitle>
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
        choices={choices(['pnp', 'link'])}
        {...register('provisioning')}
      />
      <ChoiceCards legend={words('network')} choices={choices(['lan', 'sbc'])} {...register('network')} />
    </Card>
  );
}

function DeskFields({ form: { register, formState } }: Fields) {
  const words = useTranslations('deskForm');
  const common = useTranslations('common');
  const { errors } = formState;
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('sectionDesk')}</CardTitle>
      <TextField
        label={words('displayName')}
        hint={words('displayNameHint')}
        error={errors.displayName?.message}
        autoComplete="off"
        required
        {...register('displayName')}
      />
      <TextField
        label={words('extension')}
        hint={words('extensionHint')}
        error={errors.extension?.message}
        inputMode="numeric"
        autoComplete="off"
        required
        {...register('extension')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={`${words('site')} (${common('optional')})`}
          error={errors.site?.message}
          {...register('site')}
        />
        <TextField
          label={`${words('floor')} (${common('optional')})`}
          error={errors.floor?.message}
          {...register('floor')}
        />
      </div>
      <TextField
        label={`${words('callerNumber')} (${common('optional')})`}
        hint={words('callerNumberHint')}
        error={errors.callerNumber?.message}
        inputMode="tel"
        autoComplete="off"
        {...register('callerNumber')}
      />
      <TextField
        label={`${words('serial')} (${common('optional')})`}
        error={errors.serial?.message}
        autoComplete="off"
        {...register('serial')}
      />
    </Card>
  );
}

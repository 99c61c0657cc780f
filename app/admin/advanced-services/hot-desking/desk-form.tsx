'use client';

import { useTranslations } from 'next-intl';
import { type UseFormReturn, useForm } from 'react-hook-form';
import { useShowFailure } from '../../../_live/use-failure-words.ts';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { SaveBar } from '../../../_ui/save-bar.tsx';
import type { DeskValues } from './desk-values.ts';
import { PhoneFields } from './phone-fields.tsx';

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
    </Card>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { toLines } from '../../../_live/lines.ts';
import { placeInLines, useShowFailure } from '../../../_live/use-failure-words.ts';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { TextAreaField, TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { SaveBar } from '../../../_ui/save-bar.tsx';
import { Switch } from '../../../_ui/switch.tsx';
import { SipAddressFields } from '../../_sip-address/sip-address-fields.tsx';
import type { GatewayValues } from './gateway-values.ts';
import { SecretField } from './secret-field.tsx';

type Props = {
  values: GatewayValues;
  hasSecret: boolean;
  onSave: (values: GatewayValues) => Promise<void>;
  onCancel: () => void;
};

export function GatewayForm({ values, hasSecret, onSave, onCancel }: Props) {
  const form = useForm<GatewayValues>({ defaultValues: values });
  const { errors, isSubmitting } = form.formState;
  const showFailure = useShowFailure(form.setError);
  const submit = form.handleSubmit(async (typed) => {
    try {
      await onSave(typed);
    } catch (error) {
      showFailure(error, placeInLines({ sources: toLines(typed.sources) }));
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-6" noValidate>
      {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <WhereFields form={form} />
        <WhoFields form={form} hasSecret={hasSecret} />
      </div>
      <SaveBar onCancel={onCancel} isBusy={isSubmitting} />
    </form>
  );
}

type Fields = { form: UseFormReturn<GatewayValues> };

/** Where it is, and what comes from there. */
function WhereFields({ form: { register, control, formState } }: Fields) {
  const words = useTranslations('gatewayForm');
  const common = useTranslations('common');
  const { errors } = formState;
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('sectionWhere')}</CardTitle>
      <TextField
        label={words('name')}
        hint={words('nameHint')}
        error={errors.name?.message}
        autoComplete="off"
        required
        {...register('name')}
      />
      <SipAddressFields
        of="gatewayForm"
        fields={{ host: register('host'), port: register('port'), transport: register('transport') }}
        errors={errors}
      />
      <TextAreaField
        label={`${words('sources')} (${common('optional')})`}
        hint={words('sourcesHint')}
        error={errors.sources?.message}
        autoComplete="off"
        spellCheck={false}
        {...register('sources')}
      />
      <Controller
        control={control}
        name="enabled"
        render={({ field }) => (
          <Switch
            label={words('enabled')}
            text={words('enabledText')}
            isOn={field.value}
            onChange={field.onChange}
          />
        )}
      />
    </Card>
  );
}

/** As whom Perch calls there. */
function WhoFields({ form, hasSecret }: Fields & { hasSecret: boolean }) {
  const words = useTranslations('gatewayForm');
  const common = useTranslations('common');
  const { register, control, formState } = form;
  const { errors } = formState;
  const optional = (label: string) => `${label} (${common('optional')})`;
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('sectionWho')}</CardTitle>
      <Controller
        control={control}
        name="registers"
        render={({ field }) => (
          <Switch
            label={words('registers')}
            text={words('registersText')}
            isOn={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={optional(words('username'))}
          error={errors.username?.message}
          autoComplete="off"
          spellCheck={false}
          {...register('username')}
        />
        <TextField
          label={optional(words('authName'))}
          hint={words('authNameHint')}
          error={errors.authName?.message}
          autoComplete="off"
          spellCheck={false}
          {...register('authName')}
        />
      </div>
      <SecretField form={form} hasSecret={hasSecret} />
      <TextField
        label={optional(words('domain'))}
        hint={words('domainHint')}
        error={errors.domain?.message}
        autoComplete="off"
        spellCheck={false}
        {...register('domain')}
      />
      <TextField
        label={optional(words('callerNumber'))}
        hint={words('callerNumberHint')}
        error={errors.callerNumber?.message}
        inputMode="tel"
        autoComplete="off"
        {...register('callerNumber')}
      />
    </Card>
  );
}

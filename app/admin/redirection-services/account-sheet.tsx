'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Controller, useForm } from 'react-hook-form';
import { fullServiceName } from '../../_live/rps-services.ts';
import type { RpsAccount, RpsService } from '../../_live/shapes.ts';
import { useShowFailure } from '../../_live/use-failure-words.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Button } from '../../_ui/button.tsx';
import { Sheet } from '../../_ui/dialog.tsx';
import { TextField } from '../../_ui/field.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { Switch } from '../../_ui/switch.tsx';
import { type AccountValues, toAccountInput, toAccountValues } from './account-values.ts';
import { ServiceFieldInput } from './service-field-input.tsx';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  service: RpsService;
  account: RpsAccount | undefined;
  onSaved: () => void;
};

export function AccountSheet({ isOpen, onOpenChange, ...given }: Props) {
  const words = useTranslations('redirection');
  const service = fullServiceName(given.service.provider);
  const isSetUp = given.account?.configured === true;
  return (
    <Sheet
      title={words(isSetUp ? 'changeTitle' : 'setUpTitle', { service })}
      text={words('writeOnly')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <AccountForm {...given} onClose={() => onOpenChange(false)} />
    </Sheet>
  );
}

type FormProps = Omit<Props, 'isOpen' | 'onOpenChange'> & { onClose: () => void };

function AccountForm({ service, account, onSaved, onClose }: FormProps) {
  const words = useTranslations('redirection');
  const common = useTranslations('common');
  const queryClient = useQueryClient();
  const { rps } = useTRPC();
  const isSetUp = account?.configured === true;
  const set = useMutation(rps.setAccount.mutationOptions());
  const change = useMutation(rps.changeAccount.mutationOptions());
  const form = useForm<AccountValues>({ defaultValues: toAccountValues(service, account) });
  const { errors, isSubmitting } = form.formState;
  const showFailure = useShowFailure(form.setError);
  const submit = form.handleSubmit(async (typed) => {
    try {
      const { provider } = service;
      const input = toAccountInput(typed);
      await (isSetUp
        ? change.mutateAsync({ provider, patch: input })
        : set.mutateAsync({ ...input, provider }));
      await queryClient.invalidateQueries();
      onClose();
      onSaved();
    } catch (error) {
      showFailure(error, (field) => ({ field: field === 'callsPerMinute' ? field : `fields.${field}` }));
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4" noValidate>
      {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
      {service.fields.map((field) => (
        <ServiceFieldInput
          key={field.name}
          field={field}
          form={form}
          isSet={isSetUp && account.fields[field.name] === true}
        />
      ))}
      <details open={errors.callsPerMinute !== undefined}>
        <summary className="min-h-11 py-2.5 font-semibold text-primary">{words('more')}</summary>
        <div className="grid gap-4">
          <TextField
            label={words('callsPerMinute')}
            hint={words('callsPerMinuteHint')}
            error={errors.callsPerMinute?.message}
            inputMode="numeric"
            autoComplete="off"
            {...form.register('callsPerMinute', {
              validate: (text) => /^[1-9]\d{0,4}$/.test(text.trim()) || words('callsPerMinuteWrong'),
            })}
          />
          <Controller
            control={form.control}
            name="dryRun"
            render={({ field }) => (
              <Switch
                label={words('dryRun')}
                text={words('dryRunText')}
                isOn={field.value}
                onChange={field.onChange}
              />
            )}
          />
        </div>
      </details>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={isSubmitting}>
          {words('saveAndTest')}
        </Button>
      </div>
    </form>
  );
}

'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { toLines } from '../../../_live/lines.ts';
import type { EmergencySettings } from '../../../_live/shapes.ts';
import { type Place, placeInLines, useShowFailure } from '../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { TextAreaField, TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { OrderedChoice } from '../../../_ui/ordered-choice.tsx';
import { SaveBar } from '../../../_ui/save-bar.tsx';
import { useToast } from '../../../_ui/toast.tsx';
import {
  type EmergencyValues,
  type SiteName,
  toEmergencyInput,
  toEmergencyValues,
} from './emergency-values.ts';
import { SitesCard } from './sites-card.tsx';

type Props = {
  settings: EmergencySettings;
  sites: readonly SiteName[];
  gateways: readonly { value: string; label: string }[];
};

export function EmergencyForm({ settings, sites, gateways }: Props) {
  const words = useTranslations('emergency');
  const common = useTranslations('common');
  const say = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const set = useMutation(useTRPC().emergency.set.mutationOptions());
  const form = useForm<EmergencyValues>({ defaultValues: toEmergencyValues(settings, sites) });
  const { errors, isSubmitting } = form.formState;
  const showFailure = useShowFailure(form.setError);
  const submit = form.handleSubmit(async (typed) => {
    try {
      const saved = await set.mutateAsync(toEmergencyInput(typed));
      form.reset(toEmergencyValues(saved, sites));
      await queryClient.invalidateQueries();
      router.refresh();
      say({ kind: 'good', text: common('saved') });
    } catch (error) {
      showFailure(error, placeOf(typed));
    }
  });
  return (
    <form
      aria-label={words('title')}
      onSubmit={(event) => void submit(event)}
      className="grid grid-cols-1 gap-6"
      noValidate
    >
      {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <div className="grid grid-cols-1 gap-6">
          <RouteCard form={form} gateways={gateways} />
          <AlertsCard form={form} />
        </div>
        <NumbersCard form={form} />
      </div>
      <SitesCard form={form} known={sites} />
      <SaveBar isBusy={isSubmitting} />
    </form>
  );
}

/** Where this page shows what the server names. Sites are a list here, and by their names there. */
function placeOf({ numbers, alertEmails, sites }: EmergencyValues): Place {
  const inLines = placeInLines({ numbers: toLines(numbers), alertEmails: toLines(alertEmails) });
  return (name) => {
    if (name.startsWith('route.')) return { field: name.slice('route.'.length).replace(/\.\d+$/, '') };
    const index = sites.findIndex((site) => name.startsWith(`sites.${site.name}.`));
    if (index === -1) return inLines(name);
    return { field: `sites.${index}.${name.slice(name.lastIndexOf('.') + 1)}` };
  };
}

type Fields = { form: UseFormReturn<EmergencyValues> };

function RouteCard({ form, gateways }: Fields & Pick<Props, 'gateways'>) {
  const words = useTranslations('emergency');
  const common = useTranslations('common');
  const { register, control, formState } = form;
  return (
    <Card className="grid grid-cols-1 gap-5">
      <CardTitle isTight>{words('route')}</CardTitle>
      <p className="-mt-4 text-muted">{words('routeText')}</p>
      {gateways.length === 0 ? (
        <Notice kind="problem" title={words('noGateways')}>
          <Link
            href="/admin/call-manager/gateways/add"
            className="font-semibold underline underline-offset-4"
          >
            {words('addGateway')}
          </Link>
        </Notice>
      ) : (
        <Controller
          control={control}
          name="gatewayIds"
          render={({ field: { value, onChange }, fieldState: { error } }) => (
            <OrderedChoice
              legend={words('gateways')}
              hint={words('gatewaysHint')}
              error={error?.message}
              options={gateways}
              chosen={value}
              onChange={onChange}
            />
          )}
        />
      )}
      <TextField
        label={`${words('callerNumber')} (${common('optional')})`}
        hint={words('callerNumberHint')}
        error={formState.errors.callerNumber?.message}
        inputMode="tel"
        autoComplete="off"
        {...register('callerNumber')}
      />
    </Card>
  );
}

function NumbersCard({ form: { register, formState } }: Fields) {
  const words = useTranslations('emergency');
  const common = useTranslations('common');
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('numbers')}</CardTitle>
      <TextAreaField
        label={words('numbersLabel')}
        hint={words('numbersHint')}
        error={formState.errors.numbers?.message}
        inputMode="tel"
        autoComplete="off"
        required
        {...register('numbers')}
      />
      <TextField
        label={`${words('testNumber')} (${common('optional')})`}
        hint={words('testNumberHint')}
        error={formState.errors.testNumber?.message}
        inputMode="tel"
        autoComplete="off"
        {...register('testNumber')}
      />
    </Card>
  );
}

function AlertsCard({ form: { register, formState } }: Fields) {
  const words = useTranslations('emergency');
  const common = useTranslations('common');
  const { data } = useQuery(useTRPC().emergency.banner.queryOptions());
  return (
    <Card className="grid gap-5">
      <CardTitle isTight>{words('alerts')}</CardTitle>
      {data?.canSendMail === false && <Notice kind="warning">{words('noMail')}</Notice>}
      <TextAreaField
        label={`${words('alertEmails')} (${common('optional')})`}
        hint={words('alertEmailsHint')}
        error={formState.errors.alertEmails?.message}
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        {...register('alertEmails')}
      />
    </Card>
  );
}

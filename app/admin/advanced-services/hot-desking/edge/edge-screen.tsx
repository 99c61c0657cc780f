'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import type { Edge } from '../../../../_live/shapes.ts';
import { useShowFailure } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { SaveBar } from '../../../../_ui/save-bar.tsx';
import { Switch } from '../../../../_ui/switch.tsx';
import { useToast } from '../../../../_ui/toast.tsx';
import { SipAddressFields } from '../../../_sip-address/sip-address-fields.tsx';
import { type EdgeValues, toEdgeInput, toEdgeValues } from './edge-values.ts';

const LIST = '/admin/advanced-services/hot-desking';

export function EdgeScreen({ initial }: { initial: Edge }) {
  const words = useTranslations('edge');
  const common = useTranslations('common');
  const area = useTranslations('nav')('hotDesking');
  const router = useRouter();
  const queryClient = useQueryClient();
  const say = useToast();
  const save = useMutation(useTRPC().edge.set.mutationOptions());
  const form = useForm<EdgeValues>({ defaultValues: toEdgeValues(initial) });
  const { errors, isSubmitting } = form.formState;
  const showFailure = useShowFailure(form.setError);
  const submit = form.handleSubmit(async (typed) => {
    try {
      form.reset(toEdgeValues(await save.mutateAsync(toEdgeInput(typed))));
      await queryClient.invalidateQueries();
      say({ kind: 'good', text: common('saved') });
    } catch (error) {
      showFailure(error, (field) => ({ field: field.replace(/^edge\./, '') }));
    }
  });
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')} />
      <form onSubmit={(event) => void submit(event)} className="grid max-w-2xl gap-6" noValidate>
        {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
        <Card className="grid gap-5">
          <Controller
            control={form.control}
            name="isUsed"
            render={({ field }) => (
              <Switch
                label={words('isUsed')}
                text={words('isUsedText')}
                isOn={field.value}
                onChange={field.onChange}
              />
            )}
          />
          {form.watch('isUsed') && <EdgeFields form={form} />}
        </Card>
        <SaveBar onCancel={() => router.push(LIST)} isBusy={isSubmitting} />
      </form>
    </>
  );
}

function EdgeFields({ form: { register, control, formState } }: { form: UseFormReturn<EdgeValues> }) {
  const words = useTranslations('edge');
  const { errors } = formState;
  return (
    <>
      <SipAddressFields
        of="edge"
        fields={{ host: register('host'), port: register('port'), transport: register('transport') }}
        errors={errors}
      />
      <Controller
        control={control}
        name="srtp"
        render={({ field }) => (
          <Switch
            label={words('srtp')}
            text={words('srtpText')}
            isOn={field.value}
            onChange={field.onChange}
          />
        )}
      />
    </>
  );
}

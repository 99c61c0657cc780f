'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import type { Edge } from '../../../../_live/shapes.ts';
import { useShowFailure } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { SelectField, TextField } from '../../../../_ui/field.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { Switch } from '../../../../_ui/switch.tsx';
import { useToast } from '../../../../_ui/toast.tsx';
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
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => router.push(LIST)}>{common('cancel')}</Button>
          <Button type="submit" kind="primary" className="min-w-32" isBusy={isSubmitting}>
            {common('save')}
          </Button>
        </div>
      </form>
    </>
  );
}

function EdgeFields({ form: { register, control, formState } }: { form: UseFormReturn<EdgeValues> }) {
  const words = useTranslations('edge');
  const common = useTranslations('common');
  const { errors } = formState;
  return (
    <>
      <TextField
        label={words('host')}
        hint={words('hostHint')}
        error={errors.host?.message}
        autoComplete="off"
        spellCheck={false}
        required
        {...register('host')}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={`${words('port')} (${common('optional')})`}
          hint={words('portHint')}
          error={errors.port?.message}
          inputMode="numeric"
          autoComplete="off"
          {...register('port')}
        />
        <SelectField label={words('transport')} {...register('transport')}>
          <option value="udp">UDP</option>
          <option value="tcp">TCP</option>
          <option value="tls">TLS</option>
        </SelectField>
      </div>
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

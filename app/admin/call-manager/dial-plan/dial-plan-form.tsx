'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { toLines } from '../../../_live/lines.ts';
import type { DialPlan } from '../../../_live/shapes.ts';
import { type Place, placeInLines, useShowFailure } from '../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { SaveBar } from '../../../_ui/save-bar.tsx';
import { useToast } from '../../../_ui/toast.tsx';
import { CodesCard } from './codes-card.tsx';
import { type DialPlanValues, toDialPlanInput, toDialPlanValues } from './dial-plan-values.ts';
import { InboundCard } from './inbound-card.tsx';
import { LoggedOutCard } from './logged-out-card.tsx';
import { type GatewayOption, RoutesCard } from './routes-card.tsx';

type Props = { plan: DialPlan; gateways: readonly GatewayOption[] };

/** Saved as a whole: parts of a plan can be in each other's way. */
export function DialPlanForm({ plan, gateways }: Props) {
  const words = useTranslations('dialPlan');
  const common = useTranslations('common');
  const say = useToast();
  const router = useRouter();
  const queryClient = useQueryClient();
  const set = useMutation(useTRPC().dialPlan.set.mutationOptions());
  const form = useForm<DialPlanValues>({ defaultValues: toDialPlanValues(plan) });
  const { errors, isSubmitting } = form.formState;
  const showFailure = useShowFailure(form.setError);
  const submit = form.handleSubmit(async (typed) => {
    try {
      const saved = await set.mutateAsync(toDialPlanInput(typed));
      form.reset(toDialPlanValues(saved));
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
        <CodesCard form={form} />
        <LoggedOutCard form={form} />
      </div>
      <RoutesCard form={form} gateways={gateways} />
      <InboundCard form={form} />
      <SaveBar isBusy={isSubmitting} />
    </form>
  );
}

/** Where this page shows what the server names. An emergency number is in the way of a code, so the code is told. */
const placeOf =
  ({ listed }: DialPlanValues): Place =>
  (name) => {
    const { field, entry } = placeInLines({ 'loggedOutCalls.numbers': toLines(listed) })(name);
    if (field === 'loggedOutCalls.numbers') return { field: 'listed', entry };
    return field.startsWith('emergency') ? { field: 'logInCode' } : { field };
  };

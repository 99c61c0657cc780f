'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { macText } from '../../../_live/mac.tsx';
import { When } from '../../../_live/time.tsx';
import { useFailureWords, useShowFailure } from '../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { Sheet } from '../../../_ui/dialog.tsx';
import { TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { useToast } from '../../../_ui/toast.tsx';

type Props = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** Where several organisations share a network: a phone becomes theirs who stand before it. */
export function ClaimPhone({ isOpen, onOpenChange }: Props) {
  const words = useTranslations('phones');
  return (
    <Sheet title={words('claim')} text={words('claimText')} isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className="grid gap-6">
        <ShowCodes />
        <ClaimForm onDone={() => onOpenChange(false)} />
      </div>
    </Sheet>
  );
}

/** Whether phones still show their codes ends by itself. */
const LOOK_EVERY_MS = 20_000;

function ShowCodes() {
  const words = useTranslations('phones');
  const trpc = useTRPC();
  const say = useToast();
  const failureWords = useFailureWords();
  const queryClient = useQueryClient();
  const claiming = trpc.phones.claiming.queryOptions();
  const { data } = useQuery({ ...claiming, refetchInterval: LOOK_EVERY_MS });
  const show = useMutation(
    trpc.phones.showCodes.mutationOptions({
      onSuccess: (now) => queryClient.setQueryData(claiming.queryKey, now),
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
  const until = data?.codesUntil ?? null;
  if (until !== null) {
    return (
      <Notice kind="info">
        <p>{words('codesShown')}</p>
        <p className="mt-1 text-muted">
          {words('codesEnd')} <When at={until} />
        </p>
      </Notice>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <p>{words('showCodesText')}</p>
      <Button isBusy={show.isPending} onClick={() => show.mutate()}>
        <Eye aria-hidden="true" />
        {words('showCodes')}
      </Button>
    </div>
  );
}

type Values = { code: string };

function ClaimForm({ onDone }: { onDone: () => void }) {
  const words = useTranslations('phones');
  const common = useTranslations('common');
  const say = useToast();
  const queryClient = useQueryClient();
  const claim = useMutation(useTRPC().phones.claim.mutationOptions());
  const { register, handleSubmit, setError, formState } = useForm<Values>({ defaultValues: { code: '' } });
  const { errors, isSubmitting } = formState;
  const showFailure = useShowFailure(setError);
  const submit = handleSubmit(async (typed) => {
    try {
      const { mac } = await claim.mutateAsync(typed);
      await queryClient.invalidateQueries();
      say({ kind: 'good', text: words('claimed', { mac: macText(mac) }) });
      onDone();
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-5" noValidate>
      {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
      <TextField
        label={words('claimCode')}
        hint={words('claimCodeHint')}
        error={errors.code?.message}
        className="text-xl tracking-widest tabular-nums"
        inputMode="numeric"
        autoComplete="off"
        required
        {...register('code')}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>{common('cancel')}</Button>
        <Button type="submit" kind="primary" className="min-w-32" isBusy={isSubmitting}>
          {words('claimDo')}
        </Button>
      </div>
    </form>
  );
}

'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

/** Of a phone without a desk, where somebody else may want it. */
export function GiveBackButton({ mac }: { mac: string }) {
  const words = useTranslations('phones');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const say = useToast();
  const router = useRouter();
  const failureWords = useFailureWords();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.phones.claiming.queryOptions());
  const giveBack = useMutation(
    trpc.phones.giveBack.mutationOptions({
      onSuccess: () => {
        say({ kind: 'good', text: words('giveBackDone') });
        router.push('/admin/call-manager/phones');
        void queryClient.invalidateQueries({ queryKey: trpc.phones.list.infiniteQueryKey() });
      },
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
  if (data?.needed !== true) return null;
  return (
    <Confirm
      trigger={
        <Button isBusy={giveBack.isPending}>
          <Undo2 aria-hidden="true" />
          {words('giveBack')}
        </Button>
      }
      title={words('giveBackTitle')}
      text={words('giveBackText')}
      confirmWords={words('giveBack')}
      cancelWords={common('cancel')}
      onConfirm={() => giveBack.mutate({ mac })}
    />
  );
}

'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFailureWords } from '../../_live/use-failure-words.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { useToast } from '../../_ui/toast.tsx';

/** What the service said stands on the page; only that it could not be asked at all is said aloud. */
export function useTestAccount(provider: string) {
  const { rps } = useTRPC();
  const say = useToast();
  const failureWords = useFailureWords();
  const queryClient = useQueryClient();
  return useMutation({
    ...rps.testAccount.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: rps.accounts.queryKey() }),
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
    scope: { id: `test ${provider}` },
  });
}

export function useRemoveAccount() {
  const words = useTranslations('redirection');
  const say = useToast();
  const failureWords = useFailureWords();
  const queryClient = useQueryClient();
  return useMutation(
    useTRPC().rps.removeAccount.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        say({ kind: 'good', text: words('removed') });
      },
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
}

'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

/** Something that is done to a user by one press, said in a toast when it is done. */
export function useUnlock() {
  const words = useTranslations('users');
  const told = useTold(words('unlocked'));
  return useMutation(useTRPC().users.unlock.mutationOptions(told));
}

export function useUserChange() {
  const told = useTold(useTranslations('common')('saved'));
  return useMutation(useTRPC().users.update.mutationOptions(told));
}

function useTold(doneWords: string) {
  const queryClient = useQueryClient();
  const say = useToast();
  const failureWords = useFailureWords();
  return {
    onSuccess: async () => {
      say({ kind: 'good', text: doneWords });
      await queryClient.invalidateQueries();
    },
    onError: (error: unknown) => say({ kind: 'problem', text: failureWords(error) }),
  };
}

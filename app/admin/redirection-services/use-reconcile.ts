'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFailureWords } from '../../_live/use-failure-words.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { useToast } from '../../_ui/toast.tsx';

/** Has every phone looked up: what is found comes to the page by itself. */
export const useReconcile = () => useMutation(useTRPC().rps.reconcile.mutationOptions(useTold('asked')));

/** Has what is wanted written over what stands there. */
export const useRepair = () => useMutation(useTRPC().rps.repair.mutationOptions(useTold('saving')));

function useTold(word: 'asked' | 'saving') {
  const words = useTranslations('rpsCompare');
  const say = useToast();
  const failureWords = useFailureWords();
  const queryClient = useQueryClient();
  return {
    onSuccess: async ({ asked }: { asked: number }) => {
      say({ kind: 'good', text: words(word, { count: asked }) });
      await queryClient.invalidateQueries();
    },
    onError: (error: unknown) => say({ kind: 'problem', text: failureWords(error) }),
  };
}

'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFailureWords } from '../../_live/use-failure-words.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { useToast } from '../../_ui/toast.tsx';

/** Somebody says that they have seen an emergency call. */
export function useMarkSeen() {
  const queryClient = useQueryClient();
  const say = useToast();
  const failureWords = useFailureWords();
  return useMutation(
    useTRPC().emergency.markSeen.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(),
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
}

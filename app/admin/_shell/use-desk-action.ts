'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useFailureWords } from '../../_live/use-failure-words.ts';
import { useTRPCClient } from '../../_trpc/react.tsx';
import { useToast } from '../../_ui/toast.tsx';

type Action = 'logOut' | 'resync' | 'reboot' | 'rearm' | 'renewLabel' | 'renewLink';

/** Something that is done to a desk, said in a toast when it is done. */
export function useDeskAction(action: Action, doneWords: string) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const router = useRouter();
  const say = useToast();
  const failureWords = useFailureWords();
  const told = {
    onSuccess: async () => {
      say({ kind: 'good', text: doneWords });
      await queryClient.invalidateQueries();
      // The printed code is drawn on the server.
      if (action === 'renewLabel') router.refresh();
    },
    onError: (error: unknown) => say({ kind: 'problem', text: failureWords(error) }),
  };
  return useMutation({
    mutationFn: (input: { id: string }) => client.desks[action].mutate(input),
    ...told,
  });
}

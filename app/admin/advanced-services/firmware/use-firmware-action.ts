'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFailureWords } from '../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { useToast } from '../../../_ui/toast.tsx';

/** What can be done about firmware; each says what it did, and the page is fetched again. */
export function useFirmwareAction() {
  const { firmware } = useTRPC();
  const words = useTranslations('firmware');
  const failureWords = useFailureWords();
  const say = useToast();
  const queryClient = useQueryClient();
  const saying = (text: string) => ({
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      say({ kind: 'good' as const, text });
    },
    onError: (error: unknown) => say({ kind: 'problem' as const, text: failureWords(error) }),
  });
  return {
    set: useMutation(firmware.set.mutationOptions(saying(words('saved')))),
    pause: useMutation(firmware.pause.mutationOptions(saying(words('pauseDone')))),
    resume: useMutation(firmware.resume.mutationOptions(saying(words('resumeDone')))),
    retry: useMutation(firmware.retry.mutationOptions(saying(words('retryDone')))),
    undo: useMutation(firmware.undo.mutationOptions(saying(words('undone')))),
    remove: useMutation(
      firmware.remove.mutationOptions({
        ...saying(words('removed')),
        onError: (error) =>
          say({
            kind: 'problem',
            text: error.data?.perch?.code === 'in_use' ? words('inUse') : failureWords(error),
          }),
      }),
    ),
  };
}

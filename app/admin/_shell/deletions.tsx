'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { createDelayedDeletions } from '../../_live/delayed-deletions.ts';
import { useFailureWords } from '../../_live/use-failure-words.ts';
import { useTRPCClient } from '../../_trpc/react.tsx';
import { UNDO_MS, useToast } from '../../_ui/toast.tsx';

export type Deletion = { name: string } & (
  | { procedure: 'users.remove'; input: { extension: string } }
  | { procedure: 'desks.remove' | 'gateways.remove'; input: { id: string } }
);

type Deletions = {
  start(deletion: Deletion): void;
  /** Carries out what waits, before somebody signs out. */
  finish(): Promise<void>;
  isGoing(of: Deletion['input']): boolean;
};

const DeletionsContext = createContext<Deletions>({
  start: () => {},
  finish: async () => {},
  isGoing: () => false,
});
export const useDeletions = (): Deletions => use(DeletionsContext);

const keyOf = (input: Deletion['input']): string => JSON.stringify(input);

/** Deletions wait for some seconds, in which they can be taken back, wherever one goes in the portal meanwhile. */
export function DeletionsProvider({ children }: { children: ReactNode }) {
  const words = useTranslations('deletion');
  const say = useToast();
  const carryOut = useCarryOut();
  const latest = useRef(carryOut);
  latest.current = carryOut;
  const [going, setGoing] = useState<ReadonlySet<string>>(new Set());
  const [delayed] = useState(() =>
    createDelayedDeletions({
      delayMs: UNDO_MS,
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      onChange: setGoing,
    }),
  );
  useEffect(() => {
    const onLeave = () => void delayed.flush(true);
    window.addEventListener('pagehide', onLeave);
    return () => window.removeEventListener('pagehide', onLeave);
  }, [delayed]);
  const deletions = useMemo<Deletions>(
    () => ({
      start(deletion) {
        const key = keyOf(deletion.input);
        const { name } = deletion;
        delayed.add({ key, carryOut: (isLeaving) => latest.current(deletion, isLeaving) });
        const undo = () => {
          if (delayed.undo(key)) say({ key, kind: 'good', text: words('kept', { name }) });
        };
        const text = words('going', { name, seconds: UNDO_MS / 1000 });
        say({ key, kind: 'waiting', text, undo: { words: words('undo'), run: undo } });
      },
      finish: () => delayed.flush(false),
      isGoing: (input) => going.has(keyOf(input)),
    }),
    [delayed, going, say, words],
  );
  return <DeletionsContext value={deletions}>{children}</DeletionsContext>;
}

function useCarryOut() {
  const words = useTranslations('deletion');
  const failureWords = useFailureWords();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const say = useToast();
  return async (deletion: Deletion, isLeaving: boolean): Promise<void> => {
    if (isLeaving) return sendLeaving(deletion);
    const key = keyOf(deletion.input);
    try {
      await remove(client, deletion);
      say({ key, kind: 'good', text: words('done', { name: deletion.name }) });
    } catch (error) {
      say({ key, kind: 'problem', text: failureWords(error) });
    }
    await queryClient.invalidateQueries();
  };
}

function remove(client: ReturnType<typeof useTRPCClient>, deletion: Deletion): Promise<void> {
  switch (deletion.procedure) {
    case 'users.remove':
      return client.users.remove.mutate(deletion.input);
    case 'desks.remove':
      return client.desks.remove.mutate(deletion.input);
    case 'gateways.remove':
      return client.gateways.remove.mutate(deletion.input);
  }
}

/** What a page that goes away can still send: the browser delivers it without the page. */
function sendLeaving({ procedure, input }: Deletion): void {
  void fetch(`/api/trpc/${procedure}`, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
}

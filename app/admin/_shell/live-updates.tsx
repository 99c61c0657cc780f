'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useGathered } from '../../_live/use-gathered.ts';
import { useTRPC } from '../../_trpc/react.tsx';

const LiveContext = createContext(true);

/** Whether changes reach this page at once. */
export const useIsLive = (): boolean => use(LiveContext);

/** One stream of events for the whole portal: what changed is asked for again. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = useGathered(() => queryClient.invalidateQueries());
  const { status } = useSubscription(
    trpc.desks.changes.subscriptionOptions(undefined, {
      onStarted: refresh,
      onData: refresh,
      onError: ({ data }) => {
        if (data?.code === 'UNAUTHORIZED') window.location.assign('/sign-in');
      },
    }),
  );
  const [wasLive, setWasLive] = useState(false);
  useEffect(() => {
    if (status === 'pending') setWasLive(true);
  }, [status]);
  return <LiveContext value={status === 'pending' || !wasLive}>{children}</LiveContext>;
}

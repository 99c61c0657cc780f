'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { readFailure } from '../../_trpc/failure.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import type { DeskPageView } from './desk-page-view.ts';
import { type DeskNotice, toNotice } from './notices.ts';

type Start = { token: string; initialView: DeskPageView; initialNotice: DeskNotice | undefined };

export type Desk = ReturnType<typeof useDesk>;

/** The desk, kept up to date by events, and what can be done there without leaving the page. */
export function useDesk({ token, initialView, initialNotice }: Start) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [notice, setNotice] = useState(initialNotice);
  const query = trpc.deskPage.get.queryOptions({ token });
  const { data: view } = useQuery({ ...query, initialData: initialView });
  const refresh = () => queryClient.invalidateQueries({ queryKey: query.queryKey });
  useSubscription(
    trpc.deskPage.changes.subscriptionOptions({ token }, { onStarted: refresh, onData: refresh }),
  );
  const refused = (error: unknown) => setNotice(toNotice(readFailure(error)));
  const logIn = useMutation(
    trpc.deskPage.logIn.mutationOptions({
      onSuccess: () => setNotice(undefined),
      onError: refused,
      onSettled: refresh,
    }),
  );
  const logOut = useMutation(
    trpc.deskPage.logOut.mutationOptions({
      onSuccess: () => setNotice({ code: 'logged_out' }),
      onError: refused,
      onSettled: refresh,
    }),
  );
  return { view, notice, logIn, logOut };
}

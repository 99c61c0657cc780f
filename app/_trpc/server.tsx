import 'server-only';

import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import { cache, type ReactNode } from 'react';
import { createWebContext } from '#server/trpc/context.ts';
import { appRouter } from '#server/trpc/root.ts';
import { makeQueryClient } from './query-client.ts';

/** One for a request: what is prefetched here is what the page is hydrated with. */
export const requestQueryClient = cache(makeQueryClient);

const requestContext = cache(async () =>
  createWebContext({ headers: await headers(), resHeaders: new Headers() }),
);

export const trpc = createTRPCOptionsProxy({
  ctx: requestContext,
  router: appRouter,
  queryClient: requestQueryClient,
});

/** The same procedures, called without HTTP. */
export const serverCaller = cache(async () => appRouter.createCaller(await requestContext()));

/** Asked once for a request: a page's title and its content need the same. */
export const readDesk = cache(async (id: string) => (await serverCaller()).desks.get({ id }));
export const readAddressWays = cache(async (id: string) => (await serverCaller()).desks.addressWays({ id }));
export const readPhone = cache(async (mac: string) => (await serverCaller()).phones.get({ mac }));
export const readUser = cache(async (extension: string) => (await serverCaller()).users.get({ extension }));
export const readUserKeys = async (extension: string) =>
  (await (await serverCaller()).keys.ofUser({ extension })).keys;
export const readDeskKeys = async (id: string) => (await (await serverCaller()).keys.ofDesk({ id })).keys;
export const readKeysOnPhone = async (id: string) => (await serverCaller()).keys.onPhone({ id });
export const readGateway = cache(async (id: string) => (await serverCaller()).gateways.get({ id }));

export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(requestQueryClient())}>{children}</HydrationBoundary>;
}

import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createWebContext } from '#server/trpc/context.ts';
import { appRouter } from '#server/trpc/root.ts';

export const dynamic = 'force-dynamic';

const handler = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: ({ resHeaders }) => createWebContext({ headers: request.headers, resHeaders }),
  });

export { handler as GET, handler as POST };

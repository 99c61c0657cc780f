import type { Desk } from '../../../../_live/shapes.ts';
import { serverCaller } from '../../../../_trpc/server.tsx';

const PAGE = 200;

/** Every desk of the tenant, page by page. */
export async function allDesks(): Promise<Desk[]> {
  const caller = await serverCaller();
  const desks: Desk[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof caller.desks.list>> = await caller.desks.list({
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    desks.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return desks;
}

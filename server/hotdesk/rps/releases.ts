import { and, desc, eq, lt, or } from 'drizzle-orm';
import { rpsEntries } from '#db/schema/index.ts';
import type { HotdeskContext } from '../context.ts';
import { type Page, readCursor, toPage } from '../page.ts';
import type { PageInput } from '../schemas.ts';

/** Proof that a phone is no longer ours at its maker's service, for whom it is sold to. */
export type RpsRelease = {
  mac: string;
  displayName: string;
  provider: string;
  /** Who let it go. */
  by: string | null;
  at: string;
  /**
   * `released`: it was removed, and looked for in vain. `absent`: it did not stand there. `foreign`, `other_link`: it was not ours to
   * remove. Null: nothing of it was ever sent to the service.
   */
  answer: 'released' | 'absent' | 'foreign' | 'other_link' | null;
};

/** The newest first. */
export async function listReleases({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: PageInput;
}): Promise<Page<RpsRelease>> {
  const before = readCursor(input);
  const isEarlier = before
    ? or(
        lt(rpsEntries.stateAt, before.at),
        and(eq(rpsEntries.stateAt, before.at), lt(rpsEntries.mac, before.id)),
      )
    : undefined;
  const rows = await ctx.db
    .select()
    .from(rpsEntries)
    .where(and(eq(rpsEntries.tenantId, ctx.tenantId), eq(rpsEntries.state, 'released'), isEarlier))
    .orderBy(desc(rpsEntries.stateAt), desc(rpsEntries.mac))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, {
    view: ({ mac, label, provider, releasedBy, stateAt, releasedAnswer }) => ({
      ...{ mac, displayName: label, provider, by: releasedBy },
      ...{ at: stateAt.toISOString(), answer: releasedAnswer },
    }),
    at: ({ stateAt }) => stateAt,
    id: ({ mac }) => mac,
  });
}

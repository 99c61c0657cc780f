import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm';
import { desks, rpsEntries } from '#db/schema/index.ts';
import { writeAudit } from '../audit.ts';
import { type HotdeskContext, inTransaction, now } from '../context.ts';
import { type Links, provisioningUrl } from '../desk-view.ts';
import { type Page, readCursor, toPage } from '../page.ts';
import type { PageInput } from '../schemas.ts';
import { isRpsErrorCode, rpsSentence } from './error-codes.ts';
import { MANUAL } from './providers.ts';
import { shownLink } from './shown-link.ts';
import { NEXT_REVISION, pending, tellOfEntries } from './want-entry.ts';

/** What is wanted at a service and what stands there, side by side. */
export type RpsDifference = {
  mac: string;
  deskId: string | null;
  displayName: string;
  provider: string;
  state: string;
  error: { code: string; message: string } | null;
  wantedUrl: string | null;
  /** `url` as `shownLink` shows it. */
  found: { kind: 'absent' | 'ours' | 'foreign' | 'unknown'; url: string | null };
  /** Whether another link may be written over: Perch has written none there yet, or somebody has said so. */
  mayReplace: boolean;
  /** Since when it is in this state. */
  since: string;
  /** When it was last looked at. */
  at: string;
};

/** Has every phone looked up now that is written to a service. Changes nothing there. Answers how many. */
export async function askReconcile({ ctx }: { ctx: HotdeskContext }): Promise<{ asked: number }> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .update(rpsEntries)
      .set({ task: 'check', attempts: 0, dueAt: now(tx) })
      .where(
        and(
          eq(rpsEntries.tenantId, tx.tenantId),
          eq(rpsEntries.wanted, 'assigned'),
          ne(rpsEntries.provider, MANUAL),
          inArray(rpsEntries.state, ['assigned', 'conflict']),
        ),
      )
      .returning({ mac: rpsEntries.mac });
    const subject = { kind: 'rps_account' as const, id: 'all', label: 'all' };
    await writeAudit(tx, { action: 'rps.reconcile_asked', subject, details: { phones: rows.length } });
    await tellOfEntries(tx, rows);
    return { asked: rows.length };
  });
}

type Listing = { ctx: HotdeskContext; input: PageInput; links: Pick<Links, 'phonesUrl'> };

/** Where something else stands than is wanted, as the last look found it, and what a dry run would do. The oldest first. */
export async function listDifferences({ ctx, input, links }: Listing): Promise<Page<RpsDifference>> {
  const after = readCursor(input);
  const isLater = after
    ? or(
        gt(rpsEntries.stateAt, after.at),
        and(eq(rpsEntries.stateAt, after.at), gt(rpsEntries.mac, after.id)),
      )
    : undefined;
  const rows = await ctx.db
    .select({ entry: rpsEntries, desk: desks })
    .from(rpsEntries)
    .leftJoin(
      desks,
      and(eq(desks.tenantId, rpsEntries.tenantId), eq(desks.mac, rpsEntries.mac), isNull(desks.releasedAt)),
    )
    .where(and(eq(rpsEntries.tenantId, ctx.tenantId), isNotNull(rpsEntries.foundKind), isLater))
    .orderBy(asc(rpsEntries.stateAt), asc(rpsEntries.mac))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, {
    view: (row) => toDifference(row, links),
    at: ({ entry }) => entry.stateAt,
    id: ({ entry }) => entry.mac,
  });
}

type Row = { entry: typeof rpsEntries.$inferSelect; desk: typeof desks.$inferSelect | null };

function toDifference({ entry, desk }: Row, links: Pick<Links, 'phonesUrl'>): RpsDifference {
  const { mac, label, provider, state, errorCode: code, foundKind, foundUrl, stateAt, checkedAt } = entry;
  return {
    ...{ mac, deskId: desk?.id ?? null, displayName: desk?.displayName ?? label, provider, state },
    error: isRpsErrorCode(code) ? { code, message: rpsSentence(code) } : null,
    wantedUrl: desk === null || entry.wanted === 'released' ? null : provisioningUrl(links, desk.configToken),
    found: { kind: foundKind ?? 'unknown', url: foundUrl && shownLink(foundUrl) },
    mayReplace: entry.assignedAt === null || entry.mayReplace,
    since: stateAt.toISOString(),
    at: (checkedAt ?? stateAt).toISOString(),
  };
}

/**
 * Writes what is wanted over what stands there, for these phones or for all that differ: whoever asks has seen it. A phone that is
 * somebody else's stays so.
 */
export async function repairRps({
  ctx,
  input: { macs },
}: {
  ctx: HotdeskContext;
  input: { macs?: readonly string[] | undefined };
}): Promise<{ asked: number }> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .update(rpsEntries)
      .set({ ...pending(tx), mayReplace: true, revision: NEXT_REVISION })
      .where(
        and(
          eq(rpsEntries.tenantId, tx.tenantId),
          eq(rpsEntries.wanted, 'assigned'),
          eq(rpsEntries.state, 'conflict'),
          ne(rpsEntries.provider, MANUAL),
          macs === undefined ? undefined : inArray(rpsEntries.mac, [...macs]),
        ),
      )
      .returning({ mac: rpsEntries.mac });
    const subject = { kind: 'rps_account' as const, id: 'all', label: 'all' };
    await writeAudit(tx, { action: 'rps.repair_asked', subject, details: { phones: rows.length } });
    await tellOfEntries(tx, rows);
    return { asked: rows.length };
  });
}

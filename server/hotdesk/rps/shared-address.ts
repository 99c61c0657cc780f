import { and, eq, gt, isNull } from 'drizzle-orm';
import { desks, rpsAccounts, rpsEntries } from '#db/schema/index.ts';
import type { HotdeskContext, HotdeskDeps } from '../context.ts';
import type { Links } from '../desk-view.ts';
import type { MacAddress } from '../ids.ts';

/** A phone that is shipped comes late. */
export const ARMED_MS = 90 * 24 * 3_600_000;
/** A phone asks for several files, and comes back once to the address that it started from. */
export const STAYS_ARMED_MS = 5 * 60_000;

/**
 * The address that phones share whose maker keeps a link for a profile or a site, and not for each phone: a phone that is *armed* gets
 * its own desk's files here, and in them the address that is its alone. Ends in `/`.
 */
export const sharedUrl = ({ phonesUrl }: Pick<Links, 'phonesUrl'>, sharedToken: string): string =>
  `${phonesUrl}/p/shared/${sharedToken}/`;

export type ArmedDesk = { tenantId: string; mac: MacAddress; configToken: string; armedUntil: Date };

type Asked = { sharedToken: string; mac: MacAddress };

/** The desk whose phone may have its files here; undefined for a wrong token, and for a phone that is not armed. */
export async function armedDesk(
  { db, clock }: Pick<HotdeskDeps, 'db' | 'clock'>,
  { sharedToken, mac }: Asked,
): Promise<ArmedDesk | undefined> {
  const [row] = await db
    .select({
      ...{ tenantId: desks.tenantId, configToken: desks.configToken, armedUntil: rpsEntries.armedUntil },
    })
    .from(rpsAccounts)
    .innerJoin(
      rpsEntries,
      and(eq(rpsEntries.tenantId, rpsAccounts.tenantId), eq(rpsEntries.provider, rpsAccounts.provider)),
    )
    .innerJoin(
      desks,
      and(eq(desks.tenantId, rpsEntries.tenantId), eq(desks.mac, rpsEntries.mac), isNull(desks.releasedAt)),
    )
    .where(
      and(
        eq(rpsAccounts.sharedToken, sharedToken),
        eq(rpsEntries.mac, mac),
        gt(rpsEntries.armedUntil, new Date(clock.nowMs())),
      ),
    );
  if (row === undefined || row.armedUntil === null) return undefined;
  return { ...row, mac, armedUntil: row.armedUntil };
}

/** Its own file has been sent: what is left of the same start is answered yet, and then nothing more. */
export async function handOver(
  { db, clock }: Pick<HotdeskDeps, 'db' | 'clock'>,
  { tenantId, mac, armedUntil }: ArmedDesk,
): Promise<void> {
  const untilMs = clock.nowMs() + STAYS_ARMED_MS;
  if (armedUntil.getTime() <= untilMs) return;
  await db
    .update(rpsEntries)
    .set({ armedUntil: new Date(untilMs) })
    .where(and(eq(rpsEntries.tenantId, tenantId), eq(rpsEntries.mac, mac)));
}

/** The phone of a desk that was let back in may start from the shared address too. */
export async function armAgain(ctx: HotdeskContext, mac: string, untilMs: number): Promise<void> {
  await ctx.db
    .update(rpsEntries)
    .set({ armedUntil: new Date(untilMs) })
    .where(
      and(
        eq(rpsEntries.tenantId, ctx.tenantId),
        eq(rpsEntries.mac, mac),
        eq(rpsEntries.isShared, true),
        eq(rpsEntries.wanted, 'assigned'),
      ),
    );
}

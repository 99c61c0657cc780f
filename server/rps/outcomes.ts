import { and, eq, lte } from 'drizzle-orm';
import { rpsAccounts, rpsEntries } from '#db/schema/index.ts';
import { type AuditEntry, writeAudit } from '#server/hotdesk/audit.ts';
import { type HotdeskContext, inTransaction, now } from '#server/hotdesk/context.ts';
import { isAccount } from '#server/hotdesk/rps/accounts.ts';
import { isEntry } from '#server/hotdesk/rps/entries.ts';
import { ARMED_MS } from '#server/hotdesk/rps/shared-address.ts';
import { tellOfEntries, tellOfEntry } from '#server/hotdesk/rps/want-entry.ts';
import type { Assigned } from './assign-phone.ts';
import type { Judgement } from './judge-entry.ts';
import { nextNight } from './next-night.ts';
import type { Lookup, RpsPhone } from './provider.ts';
import type { RpsEntryRow } from './queue.ts';
import type { Released } from './release-phone.ts';
import type { AfterFailure } from './retry.ts';
import type { RpsError } from './rps-error.ts';

/** Before the link is sent: if the process dies now, it may stand there all the same. */
export async function noteSending(
  ctx: HotdeskContext,
  { mac, sentUrl, remoteId }: RpsEntryRow,
  { url, macId }: Pick<RpsPhone, 'url' | 'macId'>,
): Promise<void> {
  // Without its MAC-ID a phone could not be let go any more when its desk is gone.
  const sent = { sentUrl: url, remoteId: macId ?? remoteId };
  if (sentUrl !== sent.sentUrl || remoteId !== sent.remoteId)
    await ctx.db.update(rpsEntries).set(sent).where(isEntry(ctx, mac));
}

type OfAssigning = { entry: RpsEntryRow; assigned: Assigned; isShared: boolean };

/** The link stands there: it was read back. */
export async function noteAssigned(
  ctx: HotdeskContext,
  { entry, assigned, isShared }: OfAssigning,
): Promise<void> {
  const { remoteId, pin, formerUrl, wasWritten } = assigned;
  const known = {
    ...(remoteId === undefined ? {} : { remoteId }),
    ...(pin === undefined ? {} : { pin }),
    ...(formerUrl === undefined || entry.assignedAt !== null ? {} : { formerUrl }),
  };
  await conclude(ctx, entry, {
    facts: { ...known, assignedAt: now(ctx), mayReplace: false, ...armed(ctx, isShared) },
    outcome: { state: 'assigned', ...NOTHING_WRONG, ...checkTonight(ctx) },
    ...(wasWritten || entry.assignedAt === null ? { audit: { action: 'rps.assigned' as const } } : {}),
  });
}

/** It is gone there, or was never ours to remove. */
export async function noteReleased(
  ctx: HotdeskContext,
  entry: RpsEntryRow,
  released: Released,
): Promise<void> {
  const isKept = released.kind === 'kept';
  const answer = isKept ? released.why : released.kind;
  await conclude(ctx, entry, {
    facts: {
      armedUntil: null,
      sentUrl: null,
      assignedAt: null,
      remoteId: null,
      pin: null,
      checkedAt: now(ctx),
    },
    outcome: { state: 'released', ...NOTHING_WRONG, dueAt: null, releasedAnswer: answer },
    audit: { action: isKept ? 'rps.kept' : 'rps.released', details: { answer, by: entry.releasedBy } },
  });
}

type OfChecking = { entry: RpsEntryRow; found: Lookup; judgement: Judgement };

/** What a look found. What has drifted is told, and left as it is. */
export async function noteChecked(
  ctx: HotdeskContext,
  { entry, found, judgement }: OfChecking,
): Promise<void> {
  const facts = { checkedAt: now(ctx) };
  if (judgement.is === 'as-wanted')
    return conclude(ctx, entry, {
      facts: { ...facts, assignedAt: entry.assignedAt ?? now(ctx) },
      outcome: { state: 'assigned', ...NOTHING_WRONG, ...checkTonight(ctx) },
    });
  const { code } = judgement;
  // It was somebody else's, and has been let go.
  if (entry.assignedAt === null && code === 'not_found')
    return conclude(ctx, entry, {
      facts,
      outcome: { state: 'pending', ...NOTHING_WRONG, task: 'write', dueAt: now(ctx) },
    });
  const isNews = entry.errorCode !== code;
  return conclude(ctx, entry, {
    facts,
    outcome: {
      ...{ state: 'conflict', errorCode: code, vendorCode: null },
      ...whatStands(found),
      ...checkTonight(ctx),
    },
    ...(isNews ? { audit: { action: 'rps.drifted' as const, details: { code } } } : {}),
  });
}

/** What a dry run found: nothing is done about it before it is over. */
export async function noteDryRun(ctx: HotdeskContext, entry: RpsEntryRow, found: Lookup): Promise<void> {
  await conclude(ctx, entry, {
    facts: { checkedAt: now(ctx) },
    outcome: { state: 'pending', errorCode: null, vendorCode: null, ...whatStands(found), dueAt: null },
  });
}

type OfFailing = { entry: RpsEntryRow; error: RpsError; after: AfterFailure };

export async function noteFailed(ctx: HotdeskContext, { entry, error, after }: OfFailing): Promise<void> {
  if (entry.task === 'check') return noteNotChecked(ctx, entry, after);
  return noteNotWritten(ctx, { entry, error, after });
}

const CHECK_ATTEMPTS = 4;

/** Nothing is known that was not known before. */
function noteNotChecked(ctx: HotdeskContext, entry: RpsEntryRow, { retryInMs }: AfterFailure): Promise<void> {
  const attempts = entry.attempts + 1;
  const isTriedAgain = retryInMs !== null && attempts < CHECK_ATTEMPTS;
  const again = isTriedAgain
    ? { attempts, dueAt: new Date(ctx.clock.nowMs() + retryInMs) }
    : checkTonight(ctx);
  return conclude(ctx, entry, { facts: {}, outcome: { state: entry.state, ...again } });
}

async function noteNotWritten(ctx: HotdeskContext, { entry, error, after }: OfFailing): Promise<void> {
  const { state, retryInMs } = after;
  const isNews = state !== 'pending' && (entry.state !== state || entry.errorCode !== error.code);
  await conclude(ctx, entry, {
    facts: {},
    outcome: {
      ...{ state, errorCode: error.code, vendorCode: error.vendorCode ?? null },
      dueAt: retryInMs === null ? null : new Date(ctx.clock.nowMs() + retryInMs),
      attempts: entry.attempts + 1,
      ...(state === 'conflict' ? { ...foundBy(error), ...checkTonight(ctx) } : {}),
    },
    ...(isNews ? { audit: { action: 'rps.refused' as const, details: { code: error.code } } } : {}),
  });
}

/** The service asked to be left alone, or does not answer. */
export async function pauseAccount(ctx: HotdeskContext, provider: string, pauseMs: number): Promise<void> {
  const pausedUntil = new Date(ctx.clock.nowMs() + pauseMs);
  await ctx.db.update(rpsAccounts).set({ pausedUntil }).where(isAccount(ctx, provider));
}

/** The service does not let the account in: nothing else needs to be tried with it before it is changed. */
export async function refuseAccount(ctx: HotdeskContext, provider: string): Promise<void> {
  const errorCode = 'auth_failed';
  await inTransaction(ctx, async (tx) => {
    const isDue = (task: 'write' | 'check') =>
      and(
        eq(rpsEntries.tenantId, tx.tenantId),
        eq(rpsEntries.provider, provider),
        eq(rpsEntries.task, task),
        lte(rpsEntries.dueAt, now(tx)),
      );
    await tx.db.update(rpsEntries).set(checkTonight(tx)).where(isDue('check'));
    const failed = await tx.db
      .update(rpsEntries)
      .set({ state: 'failed', errorCode, vendorCode: null, stateAt: now(tx), dueAt: null })
      .where(isDue('write'))
      .returning({ mac: rpsEntries.mac });
    await tellOfEntries(tx, failed);
  });
}

const armed = ({ clock }: HotdeskContext, isShared: boolean) => ({
  ...{ isShared, armedUntil: isShared ? new Date(clock.nowMs() + ARMED_MS) : null },
});

const NOTHING_WRONG = { errorCode: null, vendorCode: null, foundKind: null, foundUrl: null, attempts: 0 };

const checkTonight = ({ clock, random }: HotdeskContext) => ({
  ...{ task: 'check' as const, attempts: 0, dueAt: nextNight(clock.nowMs(), random) },
});

const whatStands = (found: Lookup) => ({
  ...{ foundKind: found.kind, foundUrl: found.kind === 'ours' ? (found.url ?? null) : null },
});

const foundBy = ({ code, foundUrl }: RpsError) =>
  code === 'owned_by_other'
    ? { foundKind: 'foreign' as const, foundUrl: null }
    : { foundKind: 'ours' as const, foundUrl: foundUrl ?? null };

type Conclusion = {
  /** True whatever has been wanted in the meantime. */
  facts: Partial<RpsEntryRow>;
  /** Of this wish alone. */
  outcome: Partial<RpsEntryRow>;
  audit?: Pick<AuditEntry, 'action' | 'details'>;
};

async function conclude(
  ctx: HotdeskContext,
  entry: RpsEntryRow,
  { facts, outcome, audit }: Conclusion,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (Object.keys(facts).length > 0)
      await tx.db.update(rpsEntries).set(facts).where(isEntry(tx, entry.mac));
    await tx.db
      .update(rpsEntries)
      .set({ ...outcome, ...(outcome.state === entry.state ? {} : { stateAt: now(tx) }) })
      .where(and(isEntry(tx, entry.mac), eq(rpsEntries.revision, entry.revision)));
    if (audit !== undefined) {
      const { action, details = {} } = audit;
      const subject = { kind: 'phone' as const, id: entry.mac, label: entry.label };
      await writeAudit(tx, {
        action,
        subject,
        details: { mac: entry.mac, provider: entry.provider, ...details },
      });
    }
    await tellOfEntry(tx, entry.mac);
  });
}

import { eq, inArray } from 'drizzle-orm';
import { phones, tenants, waitingPhones } from '#db/schema/index.ts';
import { claimCodeOf } from './claim-code.ts';
import type { Db, HotdeskContext, HotdeskDeps } from './context.ts';
import { datedAfter } from './version-date.ts';

/** What a phone shows that has no desk yet. */
export type WaitingPhoneState = {
  mac: string;
  vendor: string;
  model: string | null;
  /** When what it shows last changed. */
  changedAt: Date;
  token: string;
  shows: { is: 'code'; code: string } | { is: 'owner'; name: string } | { is: 'nothing' };
};

/** The phone that a token was given to, as long as it has no desk. */
export async function waitingPhoneByToken(
  { db, clock, secrets }: Pick<HotdeskDeps, 'db' | 'clock' | 'secrets'>,
  token: string,
): Promise<WaitingPhoneState | undefined> {
  const [row] = await db
    .select({ waiting: waitingPhones, phone: phones, owner: tenants.name })
    .from(waitingPhones)
    .innerJoin(phones, eq(phones.mac, waitingPhones.mac))
    .leftJoin(tenants, eq(tenants.id, phones.tenantId))
    .where(eq(waitingPhones.token, token));
  if (row === undefined) return undefined;
  const { waiting, phone, owner } = row;
  const isOver = waiting.expiresAt !== null && waiting.expiresAt.getTime() <= clock.nowMs();
  const changedAt = phone.versionAt ?? phone.firstSeenAt;
  return {
    ...{ mac: phone.mac, vendor: phone.vendor ?? '', model: phone.model, token },
    changedAt: isOver && waiting.expiresAt !== null ? later(changedAt, waiting.expiresAt) : changedAt,
    shows: isOver
      ? { is: 'nothing' }
      : owner === null
        ? { is: 'code', code: claimCodeOf(secrets, token) }
        : { is: 'owner', name: owner },
  };
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** It shows something else from now on, dated so that it is taken. */
export async function waitOtherwise(
  ctx: HotdeskContext,
  mac: string,
  told: { expiresAt: Date | null },
): Promise<void> {
  await ctx.db
    .update(waitingPhones)
    .set({ codeHash: null, ...told })
    .where(eq(waitingPhones.mac, mac));
  await ctx.db
    .update(phones)
    .set({ versionAt: datedAfter(ctx, phones.versionAt) })
    .where(eq(phones.mac, mac));
}

/** They wait no more. Answers the token that each of them looks by: its desk is to be found there. */
export async function endWaiting(db: Db, macs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .delete(waitingPhones)
    .where(inArray(waitingPhones.mac, [...macs]))
    .returning({ mac: waitingPhones.mac, token: waitingPhones.token });
  return new Map(rows.map(({ mac, token }) => [mac, token]));
}

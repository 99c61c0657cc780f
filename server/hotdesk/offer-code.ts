import { and, count, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import { phones, waitingPhones } from '#db/schema/index.ts';
import { claimCodeHash, claimCodeOf } from './claim-code.ts';
import type { HotdeskDeps } from './context.ts';
import { type MacAddress, newSecretToken } from './ids.ts';
import { hasSeveralTenants } from './phones-to-see.ts';
import { codesUntil } from './show-codes.ts';
import { datedAfter } from './version-date.ts';

/** How long a code is good. */
export const CODE_LIVES_MS = 60 * 60_000;
/** A phone that asks again keeps its code unless that is over so soon. */
const KEPT_ABOVE_MS = 15 * 60_000;
/** Whoever asks in the name of ever other phones must not make guessing easy: one of 100,000 guesses, at the most. */
const CODES_MAX = 1_000;

/** Where a phone of nobody finds the code that it is to show. */
export type Offer = { mac: MacAddress; vendor: string; configToken: string };

/**
 * A phone without a desk has asked for a configuration. While somebody wants to claim phones, one that is nobody's gets
 * a code of its own to show. Undefined: it is left as it is.
 */
export async function offerCode(deps: HotdeskDeps, { mac }: { mac: MacAddress }): Promise<Offer | undefined> {
  const until = await codesUntil(deps.db);
  if (until === null || until.getTime() <= deps.clock.nowMs()) return undefined;
  return deps.db.transaction(async (db) => {
    const tx = { ...deps, db };
    if (!(await hasSeveralTenants(db))) return undefined;
    const isNobodys = and(eq(phones.mac, mac), isNull(phones.tenantId));
    const [phone] = await db.select().from(phones).where(isNobodys).for('update');
    if (!phone?.vendor || phone.pnp?.canShowCode !== true) return undefined;
    const configToken = (await codeThatHolds(tx, mac)) ?? (await drawCode(tx, mac));
    return configToken === undefined ? undefined : { mac, vendor: phone.vendor, configToken };
  });
}

async function codeThatHolds({ db, clock }: HotdeskDeps, mac: MacAddress): Promise<string | undefined> {
  const holds = gt(waitingPhones.expiresAt, new Date(clock.nowMs() + KEPT_ABOVE_MS));
  const [row] = await db
    .select({ token: waitingPhones.token })
    .from(waitingPhones)
    .where(and(eq(waitingPhones.mac, mac), isNotNull(waitingPhones.codeHash), holds));
  return row?.token;
}

async function drawCode(deps: HotdeskDeps, mac: MacAddress): Promise<string | undefined> {
  const { db, clock } = deps;
  const isGood = gt(waitingPhones.expiresAt, new Date(clock.nowMs()));
  const [shown] = await db
    .select({ codes: count(waitingPhones.codeHash) })
    .from(waitingPhones)
    .where(isGood);
  if ((shown?.codes ?? 0) >= CODES_MAX) return undefined;
  const { token, codeHash } = await freeCode(deps);
  const told = { token, codeHash, expiresAt: new Date(clock.nowMs() + CODE_LIVES_MS) };
  await db
    .insert(waitingPhones)
    .values({ mac, ...told })
    .onConflictDoUpdate({ target: waitingPhones.mac, set: told });
  await db
    .update(phones)
    .set({ versionAt: datedAfter(deps, phones.versionAt) })
    .where(eq(phones.mac, mac));
  return token;
}

/** A token whose code no other phone shows. */
async function freeCode({ db, random, secrets }: HotdeskDeps): Promise<{ token: string; codeHash: string }> {
  for (;;) {
    const token = newSecretToken(random);
    const codeHash = claimCodeHash(secrets, claimCodeOf(secrets, token));
    const taken = await db
      .select({ mac: waitingPhones.mac })
      .from(waitingPhones)
      .where(eq(waitingPhones.codeHash, codeHash));
    if (taken.length === 0) return { token, codeHash };
  }
}

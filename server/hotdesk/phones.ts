import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { desks, type PnpSubscription, phones } from '#db/schema/index.ts';
import type { Db, HotdeskContext, HotdeskDeps } from './context.ts';
import { writeEvent } from './events.ts';
import type { MacAddress, TenantId } from './ids.ts';
import { type Page, readCursor, toPage } from './page.ts';
import { phonesToSee } from './phones-to-see.ts';
import type { PageInput } from './schemas.ts';

export type PhoneView = {
  mac: string;
  vendor: string | null;
  model: string | null;
  firmware: string | null;
  ip: string | null;
  firstSeen: string;
  lastSeen: string;
  deskId: string | null;
  /** Why it could not be told its address, in words; null = nothing is wrong. */
  problem: string | null;
};

export type Sighting = {
  mac: MacAddress;
  vendor?: string | undefined;
  model?: string | undefined;
  firmware?: string | undefined;
  ip?: string | undefined;
  /** How to send it the NOTIFY that it waits for. */
  pnp?: PnpSubscription | undefined;
};

/**
 * A phone was heard of: by PnP, by its downloads. No tenant fences this: a phone on the wire is nobody's yet.
 * People are told only when something that they see has changed.
 */
export async function seePhone(
  { db, clock }: Pick<HotdeskDeps, 'db' | 'clock'>,
  { mac, pnp, ...seen }: Sighting,
): Promise<void> {
  const at = new Date(clock.nowMs());
  const known = Object.fromEntries(Object.entries(seen).filter(([, value]) => value !== undefined));
  await db.transaction(async (tx) => {
    const [before] = await tx.select().from(phones).where(eq(phones.mac, mac)).for('update');
    // Whoever asks for files has been told where they are.
    const changed = { ...known, ...(pnp === undefined ? {} : { pnp }), pnpProblem: null, lastSeenAt: at };
    await tx
      .insert(phones)
      .values({ mac, firstSeenAt: at, ...changed })
      .onConflictDoUpdate({ target: phones.mac, set: changed });
    if (before !== undefined && !differs(before, known)) return;
    const tenantId = (before?.tenantId ?? null) as TenantId | null;
    await writeEvent({ db: tx, clock }, { type: 'phone', what: 'seen', tenantId, mac });
  });
}

const differs = (before: Record<string, unknown>, known: Record<string, unknown>): boolean =>
  Object.entries(known).some(([key, value]) => before[key] !== value);

/** The phones that are this tenant's to see, newest first: its own, and nobody's where it is the only tenant. */
export async function listPhones({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: PageInput;
}): Promise<Page<PhoneView>> {
  const after = readCursor(input);
  const rows = await ctx.db
    .select({ phone: phones, deskId: desks.id })
    .from(phones)
    .leftJoin(
      desks,
      and(eq(desks.mac, phones.mac), eq(desks.tenantId, ctx.tenantId), isNull(desks.releasedAt)),
    )
    .where(
      and(
        await phonesToSee(ctx),
        after
          ? or(
              lt(phones.firstSeenAt, after.at),
              and(eq(phones.firstSeenAt, after.at), lt(phones.mac, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(desc(phones.firstSeenAt), desc(phones.mac))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, {
    view: toPhoneView,
    at: ({ phone }) => phone.firstSeenAt,
    id: ({ phone }) => phone.mac,
  });
}

/** The last PnP subscription of a phone. */
export async function pnpSubscription(db: Db, mac: string): Promise<PnpSubscription | null> {
  const [row] = await db.select({ pnp: phones.pnp }).from(phones).where(eq(phones.mac, mac));
  return row?.pnp ?? null;
}

type Told = {
  mac: MacAddress;
  /** The subscription that it was told in, with the CSeq that was used. */
  pnp: PnpSubscription;
  /** Why it did not take its address; null = it did. */
  problem: string | null;
};

/** A phone was told its address. */
export async function noteTold(
  { db, clock }: Pick<HotdeskDeps, 'db' | 'clock'>,
  { mac, pnp, problem }: Told,
): Promise<void> {
  const isThisDialog = sql`${phones.pnp} ->> 'callId' = ${pnp.callId}`;
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(phones)
      .set({
        pnpProblem: problem,
        pnp: sql`case when ${isThisDialog} then ${JSON.stringify(pnp)}::jsonb else ${phones.pnp} end`,
      })
      .where(eq(phones.mac, mac))
      .returning();
    if (row === undefined) return;
    await writeEvent(
      { db: tx, clock },
      { type: 'phone', what: 'seen', tenantId: row.tenantId as TenantId | null, mac },
    );
  });
}

export function toPhoneView({
  phone,
  deskId,
}: {
  phone: typeof phones.$inferSelect;
  deskId: string | null;
}): PhoneView {
  return {
    mac: phone.mac,
    vendor: phone.vendor,
    model: phone.model,
    firmware: phone.firmware,
    ip: phone.ip,
    firstSeen: phone.firstSeenAt.toISOString(),
    lastSeen: phone.lastSeenAt.toISOString(),
    deskId,
    problem: phone.pnpProblem,
  };
}

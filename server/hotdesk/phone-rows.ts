import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import {
  bindings,
  desks,
  phoneRequests,
  phoneSignalling,
  phones,
  sipCredentials,
  strayRequests,
} from '#db/schema/index.ts';
import { readSettings } from './change-settings.ts';
import { type HotdeskContext, now } from './context.ts';
import { expectedCredential } from './credentials.ts';
import type { DeskRow } from './desks.ts';
import { HotdeskError } from './errors.ts';
import type { MacAddress } from './ids.ts';
import { REQUESTS_KEPT } from './phone-requests.ts';
import { phonesToSee } from './phones-to-see.ts';

const STRAYS_SHOWN = 10;

/** What the database has of one phone. */
export type PhoneRows = {
  phone: typeof phones.$inferSelect;
  desk: DeskRow | undefined;
  /** Newest first. */
  requests: (typeof phoneRequests.$inferSelect)[];
  strays: (typeof strayRequests.$inferSelect)[];
  signalling: typeof phoneSignalling.$inferSelect | undefined;
  bound: { binding: typeof bindings.$inferSelect; extension: string }[];
  expectedAuthName: string | null;
  hasEdge: boolean;
};

/** @throws HotdeskError `not_found` */
export async function readPhoneRows(ctx: HotdeskContext, mac: MacAddress): Promise<PhoneRows> {
  const { db } = ctx;
  const [phone] = await db
    .select()
    .from(phones)
    .where(and(eq(phones.mac, mac), await phonesToSee(ctx)));
  if (phone === undefined) throw new HotdeskError('not_found', 'No such phone has been heard of.');
  const itsDesk = and(eq(desks.mac, mac), eq(desks.tenantId, ctx.tenantId), isNull(desks.releasedAt));
  const [desk] = await db.select().from(desks).where(itsDesk);
  const strays = await straysOf(ctx, phone);
  const nothing = { requests: [], signalling: undefined, bound: [], expectedAuthName: null, hasEdge: false };
  if (desk === undefined) return { ...nothing, phone, desk, strays };
  const requests = await db
    .select()
    .from(phoneRequests)
    .where(and(eq(phoneRequests.deskId, desk.id), eq(phoneRequests.mac, mac)))
    .orderBy(desc(phoneRequests.id))
    .limit(REQUESTS_KEPT);
  const [signalling] = await db.select().from(phoneSignalling).where(eq(phoneSignalling.deskId, desk.id));
  return {
    ...{ phone, desk, strays, requests, signalling },
    bound: await bindingsOf(ctx, desk),
    expectedAuthName: (await expectedCredential(db, desk.id))?.authName ?? null,
    hasEdge: (await readSettings(ctx)).edge !== null,
  };
}

/** What came from its address, or named it. That is no proof: of what a phone is or was given nothing hangs on it. */
function straysOf({ db }: HotdeskContext, { mac, ip }: PhoneRows['phone']) {
  const fromThere = ip === null ? undefined : and(eq(strayRequests.source, ip), eq(strayRequests.mac, ''));
  const isBanned = and(eq(strayRequests.source, ip ?? ''), eq(strayRequests.what, 'sip-ban'));
  return db
    .select()
    .from(strayRequests)
    .where(or(eq(strayRequests.mac, mac), fromThere, isBanned))
    .orderBy(desc(strayRequests.at))
    .limit(STRAYS_SHOWN);
}

function bindingsOf(ctx: HotdeskContext, desk: DeskRow) {
  return ctx.db
    .select({ binding: bindings, extension: sql<string>`${sipCredentials.extension}` })
    .from(bindings)
    .innerJoin(sipCredentials, eq(sipCredentials.authName, bindings.authName))
    .where(and(eq(bindings.deskId, desk.id), gt(bindings.expiresAt, now(ctx))))
    .orderBy(desc(bindings.updatedAt));
}

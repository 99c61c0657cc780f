import { and, count, eq, isNull, sql } from 'drizzle-orm';
import { deskSessions, desks, phones, tenants, users } from '#db/schema/index.ts';
import type { Db, HotdeskContext } from './context.ts';
import type { TenantId } from './ids.ts';
import { phonesToSee } from './phones-to-see.ts';

export type Counts = {
  desks: number;
  /** Nobody is there, and the phone is as it should be. */
  free: number;
  inUse: number;
  updating: number;
  attention: number;
  users: number;
  phones: number;
  phonesWithoutDesk: number;
};

/** How many of everything, for the portal's first page. */
export async function countAll({ ctx }: { ctx: HotdeskContext }): Promise<Counts> {
  const { db, tenantId } = ctx;
  const isOpen = sql`${deskSessions.id} is not null`;
  const [desk] = await db
    .select({
      desks: count(),
      inUse: count(sql`case when ${isOpen} then 1 end`),
      free: count(sql`case when not ${isOpen} and ${desks.phoneState} = 'settled' then 1 end`),
      updating: count(sql`case when ${desks.phoneState} = 'updating' then 1 end`),
      attention: count(sql`case when ${desks.phoneState} = 'attention' then 1 end`),
    })
    .from(desks)
    .leftJoin(deskSessions, and(eq(deskSessions.deskId, desks.id), isNull(deskSessions.endedAt)))
    .where(and(eq(desks.tenantId, tenantId), isNull(desks.releasedAt)));
  const [user] = await db.select({ users: count() }).from(users).where(eq(users.tenantId, tenantId));
  const [phone] = await db
    .select({ phones: count(), phonesWithoutDesk: count(sql`case when ${desks.id} is null then 1 end`) })
    .from(phones)
    .leftJoin(desks, and(eq(desks.mac, phones.mac), eq(desks.tenantId, tenantId), isNull(desks.releasedAt)))
    .where(await phonesToSee(ctx));
  return {
    ...(desk ?? { desks: 0, free: 0, inUse: 0, updating: 0, attention: 0 }),
    users: user?.users ?? 0,
    phones: phone?.phones ?? 0,
    phonesWithoutDesk: phone?.phonesWithoutDesk ?? 0,
  };
}

export async function organisationName(db: Db, tenantId: TenantId): Promise<string> {
  const [row] = await db.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, tenantId));
  return row?.name ?? '';
}

/** Of the whole installation, for its monitor. */
export async function countOpenDeskSessions(db: Db): Promise<number> {
  const [row] = await db.select({ open: count() }).from(deskSessions).where(isNull(deskSessions.endedAt));
  return row?.open ?? 0;
}

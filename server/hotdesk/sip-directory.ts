import { and, desc, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import {
  bindings,
  deskSessions,
  desks,
  type StoredFlow,
  sipCredentials,
  tenants,
  users,
} from '#db/schema/index.ts';
import type { Db } from './context.ts';
import type { AuthName, DeskId, DeskSessionId, TenantId, UserId } from './ids.ts';
import { type TenantSettings, tenantSettings } from './tenant-settings.ts';

/** What the SIP side must know of a desk, in memory, to answer a phone without asking the database. */
export type SipDesk = {
  deskId: DeskId;
  tenantId: TenantId;
  displayName: string;
  extension: string;
  mac: string;
  vendor: string;
  epoch: number;
  configVersion: number;
  phoneState: 'settled' | 'updating' | 'attention';
  registeredAuthName: string | null;
  occupant: { deskSessionId: DeskSessionId; userId: UserId; extension: string; name: string } | null;
  /** Live ones, newest first. */
  credentials: readonly SipCredential[];
};

export type SipCredential = {
  authName: AuthName;
  deskId: DeskId;
  deskSessionId: DeskSessionId | null;
  extension: string;
};

export type SipUser = { userId: UserId; tenantId: TenantId; extension: string; name: string };
export type SipTenant = { tenantId: TenantId; settings: TenantSettings };

/** Every desk that is there, or the one that is asked for. */
export async function loadSipDesks(db: Db, deskId?: DeskId): Promise<SipDesk[]> {
  const one = deskId === undefined ? undefined : eq(desks.id, deskId);
  const rows = await db
    .select({ desk: desks, session: deskSessions, user: users })
    .from(desks)
    .leftJoin(deskSessions, and(eq(deskSessions.deskId, desks.id), isNull(deskSessions.endedAt)))
    .leftJoin(users, eq(users.id, deskSessions.userId))
    .where(and(isNull(desks.releasedAt), one));
  const live = await loadLiveCredentials(
    db,
    deskId === undefined ? undefined : eq(sipCredentials.deskId, deskId),
  );
  return rows.map(({ desk, session, user }) => ({
    deskId: desk.id as DeskId,
    tenantId: desk.tenantId as TenantId,
    displayName: desk.displayName,
    extension: desk.extension,
    mac: desk.mac,
    vendor: desk.vendor,
    epoch: desk.epoch,
    configVersion: desk.configVersion,
    phoneState: desk.phoneState,
    registeredAuthName: desk.registeredAuthName,
    occupant:
      session === null || user === null
        ? null
        : {
            deskSessionId: session.id as DeskSessionId,
            userId: user.id as UserId,
            extension: user.extension,
            name: user.name,
          },
    credentials: live.get(desk.id) ?? [],
  }));
}

async function loadLiveCredentials(db: Db, where: SQL | undefined): Promise<Map<string, SipCredential[]>> {
  const rows = await db
    .select()
    .from(sipCredentials)
    .where(and(isNull(sipCredentials.endedAt), where))
    .orderBy(desc(sipCredentials.createdAt));
  const byDesk = new Map<string, SipCredential[]>();
  for (const row of rows) {
    const list = byDesk.get(row.deskId) ?? [];
    list.push(toSipCredential(row));
    byDesk.set(row.deskId, list);
  }
  return byDesk;
}

const toSipCredential = (row: typeof sipCredentials.$inferSelect): SipCredential => ({
  authName: row.authName as AuthName,
  deskId: row.deskId as DeskId,
  deskSessionId: row.deskSessionId as DeskSessionId | null,
  extension: row.extension,
});

/** Credentials by their name, ended ones too: to recognise a phone that missed its logout. */
export async function credentialByAuthName(
  db: Db,
  authName: string,
): Promise<{ credential: SipCredential; isEnded: boolean } | undefined> {
  const [row] = await db.select().from(sipCredentials).where(eq(sipCredentials.authName, authName));
  return row && { credential: toSipCredential(row), isEnded: row.endedAt !== null };
}

export async function loadSipUsers(db: Db, userId?: UserId): Promise<SipUser[]> {
  const rows = await db
    .select()
    .from(users)
    .where(userId === undefined ? undefined : eq(users.id, userId));
  return rows.map((row) => ({
    userId: row.id as UserId,
    tenantId: row.tenantId as TenantId,
    extension: row.extension,
    name: row.name,
  }));
}

export async function loadSipTenants(db: Db): Promise<SipTenant[]> {
  const rows = await db.select().from(tenants);
  return rows.map((row) => ({ tenantId: row.id as TenantId, settings: tenantSettings(row.settings) }));
}

/** A binding as the registrar keeps it. */
export type SipBinding = {
  authName: AuthName;
  contact: string;
  deskId: DeskId;
  callId: string;
  cseq: number;
  qThousandths: number;
  path: string[];
  flow: StoredFlow;
  userAgent: string | null;
  expiresAtMs: number;
};

/** The bindings that have not run out. */
export async function loadBindings(db: Db, nowMs: number): Promise<SipBinding[]> {
  const rows = await db
    .select()
    .from(bindings)
    .where(gt(bindings.expiresAt, new Date(nowMs)));
  return rows.map(({ expiresAt, updatedAt: _, ...row }) => ({
    ...row,
    authName: row.authName as AuthName,
    deskId: row.deskId as DeskId,
    expiresAtMs: expiresAt.getTime(),
  }));
}

export type BindingWrites = {
  upserts: readonly SipBinding[];
  removals: readonly { authName: AuthName; contact: string }[];
  nowMs: number;
};

/**
 * Writes many changes at once. What belongs to credentials that have ended is not written: the answer names the auth
 * users that were live.
 */
export async function storeBindings(
  db: Db,
  { upserts, removals, nowMs }: BindingWrites,
): Promise<Set<string>> {
  return db.transaction(async (tx) => {
    for (const { authName, contact } of removals) {
      await tx.delete(bindings).where(and(eq(bindings.authName, authName), eq(bindings.contact, contact)));
    }
    const names = [...new Set(upserts.map((binding) => binding.authName))];
    if (names.length === 0) return new Set();
    const liveRows = await tx
      .select({ authName: sipCredentials.authName })
      .from(sipCredentials)
      .where(and(inArray(sipCredentials.authName, names), isNull(sipCredentials.endedAt)))
      .for('share');
    const live = new Set(liveRows.map((row) => row.authName));
    const kept = upserts.filter((binding) => live.has(binding.authName));
    if (kept.length > 0) await upsertBindings(tx, kept, new Date(nowMs));
    return live;
  });
}

async function upsertBindings(db: Db, kept: readonly SipBinding[], updatedAt: Date): Promise<void> {
  await db
    .insert(bindings)
    .values(kept.map(({ expiresAtMs, ...row }) => ({ ...row, expiresAt: new Date(expiresAtMs), updatedAt })))
    .onConflictDoUpdate({
      target: [bindings.authName, bindings.contact],
      set: {
        callId: sql`excluded.call_id`,
        cseq: sql`excluded.cseq`,
        qThousandths: sql`excluded.q_thousandths`,
        path: sql`excluded.path`,
        flow: sql`excluded.flow`,
        userAgent: sql`excluded.user_agent`,
        expiresAt: sql`excluded.expires_at`,
        updatedAt: sql`excluded.updated_at`,
      },
    });
}

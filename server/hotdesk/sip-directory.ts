import { and, eq, isNull, sql } from 'drizzle-orm';
import { deskSessions, desks, sipCredentials, tenants, users } from '#db/schema/index.ts';
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
  site: string | null;
  floor: string | null;
  /** Who calls in an emergency; null = its site's. */
  callerNumber: string | null;
  epoch: number;
  configVersion: number;
  phoneState: 'settled' | 'updating' | 'attention';
  registeredAuthName: string | null;
  occupant: SipOccupant | null;
  /** Live ones, newest first. */
  credentials: readonly SipCredential[];
};

/** Who is logged in at a desk. */
export type SipOccupant = {
  deskSessionId: DeskSessionId;
  userId: UserId;
  extension: string;
  name: string;
  /** As whom they call outside numbers; null = the gateway's number. */
  callerNumber: string | null;
};

export type SipCredential = {
  authName: AuthName;
  deskId: DeskId;
  deskSessionId: DeskSessionId | null;
  extension: string;
};

export type SipUser = {
  userId: UserId;
  tenantId: TenantId;
  extension: string;
  name: string;
  language: string | null;
};
export type SipTenant = { tenantId: TenantId; settings: TenantSettings };

/** Every desk that is there, or the one that is asked for. */
export async function loadSipDesks(db: Db, deskId?: DeskId): Promise<SipDesk[]> {
  const one = deskId === undefined ? undefined : eq(desks.id, deskId);
  const rows = await db
    .select({ desk: sipDeskColumns, session: deskSessions, user: users, credentials: liveCredentials(db) })
    .from(desks)
    .leftJoin(deskSessions, and(eq(deskSessions.deskId, desks.id), isNull(deskSessions.endedAt)))
    .leftJoin(users, eq(users.id, deskSessions.userId))
    .where(and(isNull(desks.releasedAt), one));
  return rows.map(({ desk, session, user, credentials }) => ({
    ...desk,
    deskId: desk.deskId as DeskId,
    tenantId: desk.tenantId as TenantId,
    occupant:
      session === null || user === null
        ? null
        : {
            deskSessionId: session.id as DeskSessionId,
            userId: user.id as UserId,
            extension: user.extension,
            name: user.name,
            callerNumber: user.callerNumber,
          },
    credentials: credentials ?? [],
  }));
}

const sipDeskColumns = {
  deskId: desks.id,
  tenantId: desks.tenantId,
  displayName: desks.displayName,
  extension: desks.extension,
  mac: desks.mac,
  vendor: desks.vendor,
  site: desks.site,
  floor: desks.floor,
  callerNumber: desks.callerNumber,
  epoch: desks.epoch,
  configVersion: desks.configVersion,
  phoneState: desks.phoneState,
  registeredAuthName: desks.registeredAuthName,
};

/** Of the desk of the row, newest first. */
function liveCredentials(db: Db) {
  const credential = sql`jsonb_build_object('authName', auth_name, 'deskId', desk_id,
    'deskSessionId', desk_session_id, 'extension', extension)`;
  const live = db
    .select({ all: sql`jsonb_agg(${credential} order by created_at desc)` })
    .from(sipCredentials)
    .where(and(eq(sipCredentials.deskId, desks.id), isNull(sipCredentials.endedAt)));
  return sql<SipCredential[] | null>`(${live})`;
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
    language: row.language,
  }));
}

export async function loadSipTenants(db: Db): Promise<SipTenant[]> {
  const rows = await db.select().from(tenants);
  return rows.map((row) => ({ tenantId: row.id as TenantId, settings: tenantSettings(row.settings) }));
}

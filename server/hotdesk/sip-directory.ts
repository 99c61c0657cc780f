import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import {
  bindings,
  deskSessions,
  desks,
  type StoredFlow,
  sipCredentials,
  tenants,
  users,
} from '#db/schema/index.ts';
import { type Db, onceMore } from './context.ts';
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

/** A binding as the registrar keeps it. */
export type SipBinding = {
  authName: AuthName;
  contact: string;
  deskId: DeskId;
  callId: string;
  cseq: number;
  qThousandths: number;
  path: readonly string[];
  flow: StoredFlow;
  userAgent: string | null;
  /** How a phone names itself (RFC 5626 4.1). Not stored: after a restart it says so again. */
  instance?: string | undefined;
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
  /** Absent = they may. */
  transactionsOverlap?: boolean | undefined;
};

/** Of the way that a phone came by there may be more in memory than is stored. */
function toStored({ flow: { transport, remote, local }, instance: _, ...binding }: SipBinding) {
  return { ...binding, flow: { transport, remote, local } };
}

/** Whoever is just ending the credentials is waited for: a lock on each row, which costs as much as writing it. */
const WHERE_OTHERS_END_THEM = sql`for share`;
const WHERE_NOBODY_ELSE_IS = sql``;

/**
 * Writes many changes at once, in one statement that is the same however many they are. What belongs to credentials
 * that have ended is not written: the answer names the auth users that were live. Whoever is just ending them is
 * waited for, and stays out until what is bound with them can be seen.
 */
export async function storeBindings(
  db: Db,
  { upserts, removals, nowMs, transactionsOverlap = true }: BindingWrites,
): Promise<Set<string>> {
  const given = JSON.stringify(upserts.map(toStored));
  const gone = JSON.stringify(removals.map(({ authName, contact }) => ({ authName, contact })));
  const statement = sql`
    with gone as (
      delete from bindings using jsonb_to_recordset(${gone}::jsonb) as removed("authName" text, contact text)
      where bindings.auth_name = removed."authName" and bindings.contact = removed.contact
    ), kept as (
      select * from jsonb_to_recordset(${given}::jsonb) as kept("authName" text, contact text, "deskId" text,
        "callId" text, cseq int, "qThousandths" int, path jsonb, flow jsonb, "userAgent" text, "expiresAtMs" float8)
    ), live as (
      select auth_name from sip_credentials
      where auth_name in (select "authName" from kept) and ended_at is null
      ${transactionsOverlap ? WHERE_OTHERS_END_THEM : WHERE_NOBODY_ELSE_IS}
    )
    insert into bindings (auth_name, contact, desk_id, call_id, cseq, q_thousandths, path, flow, user_agent,
      expires_at, updated_at)
    select kept."authName", kept.contact, kept."deskId", kept."callId", kept.cseq, kept."qThousandths", kept.path,
      kept.flow, kept."userAgent", to_timestamp(kept."expiresAtMs" / 1000), to_timestamp(${nowMs}::float8 / 1000)
    from kept join live on live.auth_name = kept."authName"
    order by kept."authName", kept.contact
    on conflict (auth_name, contact) do update set call_id = excluded.call_id, cseq = excluded.cseq,
      q_thousandths = excluded.q_thousandths, path = excluded.path, flow = excluded.flow,
      user_agent = excluded.user_agent, expires_at = excluded.expires_at, updated_at = excluded.updated_at
    returning auth_name as "authName"`;
  const { rows } = await onceMore(() => db.execute<{ authName: string }>(statement));
  return new Set(rows.map((row) => row.authName));
}

import { gt, type SQL, sql } from 'drizzle-orm';
import { bindings, type StoredFlow } from '#db/schema/index.ts';
import { type Db, onceMore } from './context.ts';
import type { AuthName, DeskId } from './ids.ts';

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
  /** Of bindings that are stored already, and differ in nothing but when they end and in which REGISTER it was said. */
  refreshes?: readonly SipBinding[];
  upserts: readonly SipBinding[];
  removals: readonly BindingName[];
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
 * Writes many changes at once, in statements that are the same however many they are. What belongs to credentials
 * that have ended is not written: the answer names the auth users that were live. Whoever is just ending them is
 * waited for, and stays out until what is bound with them can be seen.
 */
export async function storeBindings(
  db: Db,
  { refreshes = [], upserts, removals, nowMs, transactionsOverlap = true }: BindingWrites,
): Promise<Set<string>> {
  const how = { nowMs, lock: transactionsOverlap ? WHERE_OTHERS_END_THEM : WHERE_NOBODY_ELSE_IS };
  const refreshed = refreshes.length === 0 ? [] : await refreshBindings(db, refreshes, how);
  const keys = new Set(refreshed.map(keyOf));
  // What is not there is written whole, if its credentials are live.
  const all = [...upserts, ...refreshes.filter((binding) => !keys.has(keyOf(binding)))];
  const isDone = all.length === 0 && removals.length === 0;
  const written = isDone ? [] : await upsertBindings(db, { upserts: all, removals }, how);
  return new Set([...refreshed, ...written].map(({ authName }) => authName));
}

/** How a binding is known. */
export type BindingName = Pick<SipBinding, 'authName' | 'contact'>;
type Named = { authName: string; contact: string };

export const keyOf = ({ authName, contact }: Named): string => `${authName} ${contact}`;

const sameEnd = (a: Endpoint, b: Endpoint): boolean => a.address === b.address && a.port === b.port;

/** Whether what is stored of two bindings is the same but for when they end and in which REGISTER it was said. */
export const isRefreshOf = (before: SipBinding, after: SipBinding): boolean =>
  keyOf(before) === keyOf(after) &&
  before.deskId === after.deskId &&
  before.qThousandths === after.qThousandths &&
  before.userAgent === after.userAgent &&
  before.path.join() === after.path.join() &&
  before.flow.transport === after.flow.transport &&
  sameEnd(before.flow.remote, after.flow.remote) &&
  sameEnd(before.flow.local, after.flow.local);

type Endpoint = StoredFlow['remote'];
type How = { nowMs: number; lock: SQL };

/** A third cheaper than writing the whole row: most that phones say is that they are still there. */
async function refreshBindings(
  db: Db,
  refreshes: readonly SipBinding[],
  { nowMs, lock }: How,
): Promise<Named[]> {
  const column = (of: keyof SipBinding) => sql.param(refreshes.map((binding) => binding[of]));
  const statement = sql`
    with given as (
      select * from unnest(${column('authName')}::text[], ${column('contact')}::text[], ${column('callId')}::text[],
        ${column('cseq')}::int[], ${column('expiresAtMs')}::float8[])
        as given(auth_name, contact, call_id, cseq, expires_at_ms)
    ), live as (
      select auth_name from sip_credentials
      where auth_name in (select auth_name from given) and ended_at is null ${lock}
    )
    update bindings set call_id = given.call_id, cseq = given.cseq,
      expires_at = to_timestamp(given.expires_at_ms / 1000), updated_at = to_timestamp(${nowMs}::float8 / 1000)
    from given join live on live.auth_name = given.auth_name
    where bindings.auth_name = given.auth_name and bindings.contact = given.contact
    returning bindings.auth_name as "authName", bindings.contact`;
  return namesOf(db, statement);
}

async function upsertBindings(
  db: Db,
  { upserts, removals }: Pick<BindingWrites, 'upserts' | 'removals'>,
  { nowMs, lock }: How,
): Promise<Named[]> {
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
      ${lock}
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
    returning auth_name as "authName", contact`;
  return namesOf(db, statement);
}

async function namesOf(db: Db, statement: SQL): Promise<Named[]> {
  const { rows } = await onceMore(() => db.execute<Named>(statement));
  return rows;
}

import { sql } from 'drizzle-orm';
import type { phoneSignalling } from '#db/schema/index.ts';
import type { Db } from './context.ts';
import type { StrayRequest } from './seen-request.ts';
import { storeStrayRequests } from './stray-requests.ts';

type Row = typeof phoneSignalling.$inferSelect;

export type NotifyOutcome = NonNullable<Row['notifyOutcome']>;
/** Why a REGISTER was turned down. */
export type RegisterRefusal = NonNullable<Row['refusedFor']>;

/** What happened between us and a phone over SIP. */
export type SignallingNote =
  | { is: 'notified'; deskId: string; event: string; outcome: NotifyOutcome; atMs: number }
  | { is: 'refused'; deskId: string; for: RegisterRefusal; from: string; atMs: number }
  | { is: 'stray'; stray: StrayRequest };

/** Notes many at once: of each kind the last of a desk counts. */
export async function storeSignalling(db: Db, notes: readonly SignallingNote[]): Promise<void> {
  const notified = newestOfEach(notes.filter((note) => note.is === 'notified'));
  const refused = newestOfEach(notes.filter((note) => note.is === 'refused'));
  const strays = notes.flatMap((note) => (note.is === 'stray' ? [note.stray] : []));
  if (notified.length > 0) await storeNotified(db, notified);
  if (refused.length > 0) await storeRefused(db, refused);
  if (strays.length > 0) await storeStrayRequests(db, strays);
}

type NoteThat<Is extends SignallingNote['is']> = Extract<SignallingNote, { is: Is }>;

function newestOfEach<Note extends { deskId: string }>(notes: readonly Note[]): Note[] {
  const byDesk = new Map(notes.map((note) => [note.deskId, note]));
  return [...byDesk.values()].sort((one, other) => (one.deskId < other.deskId ? -1 : 1));
}

async function storeNotified(db: Db, notes: readonly NoteThat<'notified'>[]): Promise<void> {
  await db.execute(sql`
    insert into phone_signalling (desk_id, notified_at, notify_event, notify_outcome)
    select "deskId", to_timestamp("atMs" / 1000), event, outcome
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as given("deskId" text, "atMs" float8, event text,
      outcome text)
    join desks on desks.id = given."deskId"
    on conflict (desk_id) do update set notified_at = excluded.notified_at, notify_event = excluded.notify_event,
      notify_outcome = excluded.notify_outcome`);
}

async function storeRefused(db: Db, notes: readonly NoteThat<'refused'>[]): Promise<void> {
  await db.execute(sql`
    insert into phone_signalling (desk_id, refused_at, refused_for, refused_from)
    select "deskId", to_timestamp("atMs" / 1000), "for", "from"
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) as given("deskId" text, "atMs" float8, "for" text,
      "from" text)
    join desks on desks.id = given."deskId"
    on conflict (desk_id) do update set refused_at = excluded.refused_at, refused_for = excluded.refused_for,
      refused_from = excluded.refused_from`);
}

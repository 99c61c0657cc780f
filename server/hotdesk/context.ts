import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import type * as schema from '#db/schema/index.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Random } from '#server/ports/random.ts';
import type { DerivedSecrets } from './derived-secrets.ts';
import type { MacAddress, TenantId, UserId } from './ids.ts';
import type { PinHasher } from './pin-hasher.ts';

/** The database or a transaction of it: verbs compose, and tests roll back. */
export type Db = PgDatabase<NodePgQueryResultHKT, typeof schema>;

/** Through which door a change came. */
export type Door = 'dial' | 'qr' | 'kiosk' | 'admin' | 'api' | 'policy' | 'phone' | 'system';

/** Who acts. `source` is what attempts are counted by: an address, an API token. */
export type Actor =
  | { kind: 'user'; userId: UserId | null; label: string; door: 'qr' | 'dial' | 'kiosk'; source: string }
  | { kind: 'admin'; accountId: string; label: string; door: 'admin'; source: string }
  | { kind: 'api'; tokenId: string; label: string; door: 'api'; source: string }
  | { kind: 'phone'; mac: MacAddress | null; label: string; door: 'phone' | 'dial'; source: string }
  | { kind: 'system'; job: string; label: string; door: 'system' | 'policy'; source: string };

/** Waits until the SIP part of this process has applied everything up to an event. */
export interface SwitchBarrier {
  /** Resolves when the event with this number has been applied; at once where no SIP part runs. */
  applied(eventId: number): Promise<void>;
}

/** Who counts how log-ins go. */
export interface LogInObserver {
  /** `result` is `ok` or the code of the refusal. */
  logIn(attempt: { via: Door; result: string }): void;
  /** From the proof of the PIN to the switched route, in seconds. */
  switched(seconds: number): void;
}

/** What is the same for every verb of a process. */
export type HotdeskDeps = {
  db: Db;
  clock: Clock;
  random: Random;
  secrets: DerivedSecrets;
  pins: PinHasher;
  barrier: SwitchBarrier;
  observer?: LogInObserver | undefined;
  /** False where the database takes one transaction after the other, as the embedded one does: then some locks are idle. */
  transactionsOverlap?: boolean | undefined;
};

/** What a verb needs. `tenantId` fences all that it reads and writes. */
export type HotdeskContext = HotdeskDeps & { tenantId: TenantId; actor: Actor };

/** The same context inside a transaction. What `work` does besides is done once more if others were in the way. */
export function inTransaction<T>(ctx: HotdeskContext, work: (tx: HotdeskContext) => Promise<T>): Promise<T> {
  return onceMore(() => ctx.db.transaction((db) => work({ ...ctx, db })));
}

const TRIES = 4;
/** PostgreSQL manual, appendix A: `serialization_failure`, `deadlock_detected`. */
const IN_THE_WAY = new Set(['40001', '40P01']);

/** Of two that wait for each other the database ends one, which has then changed nothing: it may try again. */
export async function onceMore<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried === TRIES || !IN_THE_WAY.has(databaseCode(error) ?? '')) throw error;
    }
  }
}

/** The code of what the database said, however the error was wrapped. */
export function databaseCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return databaseCode(error.cause);
}

export const now = (ctx: Pick<HotdeskContext, 'clock'>): Date => new Date(ctx.clock.nowMs());

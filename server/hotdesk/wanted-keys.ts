import { and, eq, inArray } from 'drizzle-orm';
import { extensions, type WantedKey } from '#db/schema/index.ts';
import type { Db } from './context.ts';
import { mayCallLoggedOut, readNumber } from './dial-plan.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** Keys as the API answers them, the most important first. */
export type KeysView = { keys: WantedKey[] };

/** The keys of a desk. */
export type DeskKeys = {
  /** Those that its phone gets now. */
  now: readonly WantedKey[];
  /** Those that it gets when somebody logs in: without, it may not call there. */
  loggedInOnly: readonly WantedKey[];
};

type Place = { db: Db; tenantId: string; settings: TenantSettings };

/** The keys of a desk at which nobody is logged in. */
export async function keysWhileFree(
  { db, tenantId, settings }: Place,
  keys: readonly WantedKey[],
): Promise<DeskKeys> {
  if (keys.length === 0) return { now: [], loggedInOnly: [] };
  const numbers = keys.map(({ number }) => number);
  const rows = await db
    .select({ extension: extensions.extension })
    .from(extensions)
    .where(and(eq(extensions.tenantId, tenantId), inArray(extensions.extension, numbers)));
  const known = new Set(rows.map(({ extension }) => extension));
  const isExtension = (number: string) => known.has(number);
  const mayCall = ({ number }: WantedKey) =>
    mayCallLoggedOut(settings, number, readNumber(settings, number, isExtension));
  return { now: keys.filter(mayCall), loggedInOnly: keys.filter((key) => !mayCall(key)) };
}

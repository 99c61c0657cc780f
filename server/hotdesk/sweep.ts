import { and, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import {
  attemptLimits,
  bindings,
  desks,
  events,
  mailJobs,
  sipCredentials,
  strayRequests,
  waitingPhones,
} from '#db/schema/index.ts';
import type { HotdeskDeps } from './context.ts';

const DAY_MS = 24 * 3_600_000;

/** Removes what nobody will ask for again. */
export async function sweep({ db, clock }: Pick<HotdeskDeps, 'db' | 'clock'>): Promise<void> {
  const before = (ageMs: number) => new Date(clock.nowMs() - ageMs);
  await db.delete(bindings).where(lt(bindings.expiresAt, before(0)));
  await db.delete(events).where(lt(events.at, before(DAY_MS)));
  await db.delete(strayRequests).where(lt(strayRequests.at, before(DAY_MS)));
  // Until then a phone that looks again is told to show nothing more.
  await db.delete(waitingPhones).where(lt(waitingPhones.expiresAt, before(DAY_MS)));
  await db.delete(desks).where(and(isNotNull(desks.releasedAt), lt(desks.releasedAt, before(DAY_MS))));
  const isShared = inArray(attemptLimits.scope, ['desk', 'source', 'claim']);
  await db.delete(attemptLimits).where(and(isShared, lt(attemptLimits.updatedAt, before(DAY_MS))));
  // Alike for numbers that exist and those that do not: nobody learns by waiting which is which.
  await db.delete(attemptLimits).where(lt(attemptLimits.updatedAt, before(30 * DAY_MS)));
  const isOver = and(isNull(mailJobs.dueAt), lt(mailJobs.createdAt, before(30 * DAY_MS)));
  await db.delete(mailJobs).where(isOver);
  const isLongEnded = lt(sipCredentials.endedAt, before(30 * DAY_MS));
  await db.delete(sipCredentials).where(and(isNotNull(sipCredentials.endedAt), isLongEnded));
}

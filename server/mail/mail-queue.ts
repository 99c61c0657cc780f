import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { mailJobs } from '#db/schema/index.ts';
import type { Db } from '#server/hotdesk/context.ts';
import type { Clock } from '#server/ports/clock.ts';

export type MailJob = typeof mailJobs.$inferSelect;

type Deps = { db: Db; clock: Clock };

/** Whoever takes a mail has so long; then its process is thought dead, and another one may take it. */
export const CLAIM_MS = 120_000;
const FIRST_RETRY_MS = 30_000;
const RETRY_MAX_MS = 3_600_000;
export const TRIES = 10;

/** The mail that has been due longest, for this process alone; undefined when none is due. */
export async function claimMail({ db, clock }: Deps): Promise<MailJob | undefined> {
  const nowMs = clock.nowMs();
  const longestDue = db
    .select({ id: mailJobs.id })
    .from(mailJobs)
    .where(lte(mailJobs.dueAt, new Date(nowMs)))
    .orderBy(asc(mailJobs.dueAt), asc(mailJobs.id))
    .limit(1)
    .for('update', { skipLocked: true });
  const [job] = await db
    .update(mailJobs)
    .set({ attempts: sql`${mailJobs.attempts} + 1`, dueAt: new Date(nowMs + CLAIM_MS) })
    .where(eq(mailJobs.id, sql`(${longestDue})`))
    .returning();
  return job;
}

/** `error`: what was wrong all the same, a recipient that was refused for example. */
export async function markSent({ db, clock }: Deps, job: MailJob, error: string | null): Promise<void> {
  const sent = { sentAt: new Date(clock.nowMs()), dueAt: null, error };
  await db.update(mailJobs).set(sent).where(isStill(job));
}

/** It is tried again after 30 s, 1 min, 2 min … 1 h, ten times in all. Answers whether it will be. */
export async function markFailed({ db, clock }: Deps, job: MailJob, error: string): Promise<boolean> {
  const isGivenUp = job.attempts >= TRIES;
  const dueAt = isGivenUp ? null : new Date(clock.nowMs() + retryAfterMs(job.attempts));
  await db.update(mailJobs).set({ dueAt, error }).where(isStill(job));
  return !isGivenUp;
}

/** `attempts`: how often it was tried, from 1. */
export const retryAfterMs = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), RETRY_MAX_MS);

/** Whoever took too long has nothing to say any more. */
const isStill = ({ id, attempts }: MailJob) => and(eq(mailJobs.id, id), eq(mailJobs.attempts, attempts));

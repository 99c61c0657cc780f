import { and, eq, type SQL, sql } from 'drizzle-orm';
import { attemptLimits } from '#db/schema/index.ts';
import { type HotdeskContext, now } from './context.ts';
import { HotdeskError } from './errors.ts';

type Scope = (typeof attemptLimits.$inferSelect)['scope'];

/** One thing that wrong attempts are counted for. */
export type Counted = { scope: Scope; key: string };

type Rule = {
  /** So many wrong ones in a row lock it. */
  wrongMax: number;
  /** Whether a right one clears the count. Not for what many people share: one's own PIN would clear the rest. */
  isClearedByRight: boolean;
  /** In so long a full count runs empty, evenly: people mistype all day. Undefined = it never does. */
  forgottenAfterMs: number | undefined;
};

const MINUTE_MS = 60_000;
const LOCK_FIRST_MS = MINUTE_MS;
const LOCK_MAX_MS = 30 * MINUTE_MS;

/** Longer than any check takes: an older reservation belongs to a process that died. */
const UNDER_WAY_MAX_MS = 30_000;

/** What many share is mistyped at day after day: after a quiet hour its locks are short again. */
const SHARED_LOCKS_FORGOTTEN_MS = 60 * MINUTE_MS;

const RULES: Record<Scope, Rule> = {
  extension: { wrongMax: 5, isClearedByRight: true, forgottenAfterMs: undefined },
  portal: { wrongMax: 10, isClearedByRight: true, forgottenAfterMs: undefined },
  desk: { wrongMax: 30, isClearedByRight: false, forgottenAfterMs: 15 * MINUTE_MS },
  // Somebody who has a phone to claim must not so get more guesses.
  claim: { wrongMax: 10, isClearedByRight: false, forgottenAfterMs: 15 * MINUTE_MS },
  source: { wrongMax: 100, isClearedByRight: false, forgottenAfterMs: 15 * MINUTE_MS },
};

type Ctx = Pick<HotdeskContext, 'db' | 'clock'>;

/**
 * Counts an attempt as wrong before it is checked: many at once through many doors can so never guess more often
 * than one after the other.
 *
 * @throws HotdeskError `locked`, with nothing counted, when any of `counted` is locked
 */
export async function reserveAttempt(ctx: Ctx, counted: readonly Counted[]): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const lockedUntil = await ctx.db.transaction(async (db) => {
    const rows = await readForUpdate({ db, clock: ctx.clock }, counted);
    const lock = latestLock(rows, nowMs);
    if (lock === undefined) await countWrong({ db, clock: ctx.clock }, rows);
    return lock;
  });
  if (lockedUntil !== undefined) throw lockedError(lockedUntil.getTime() - nowMs);
}

/** The attempt was right: takes back what was reserved, and clears what a right one clears. */
export const attemptWasRight = (ctx: Ctx, counted: readonly Counted[]): Promise<void> =>
  takeBack(
    ctx,
    counted.map((one) => ({ ...one, isCleared: RULES[one.scope].isClearedByRight })),
  );

/** The attempt could not be checked: it counts neither way. */
export const attemptWasNotMade = (ctx: Ctx, counted: readonly Counted[]): Promise<void> =>
  takeBack(
    ctx,
    counted.map((one) => ({ ...one, isCleared: false })),
  );

/** In one statement, which locks the rows in the order that all do. */
async function takeBack(ctx: Ctx, reserved: ReadonlyArray<Counted & { isCleared: boolean }>): Promise<void> {
  await ctx.db.execute(sql`
    with mine as (
      select scope, key, given."isCleared" from attempt_limits
      join jsonb_to_recordset(${JSON.stringify(reserved)}::jsonb) as given(scope text, key text, "isCleared" boolean)
        using (scope, key)
      order by scope, key for update of attempt_limits
    ), cleared as (
      delete from attempt_limits using mine
      where mine."isCleared" and attempt_limits.scope = mine.scope and attempt_limits.key = mine.key
    )
    update attempt_limits set failures = greatest(0, failures - 1) from mine
    where not mine."isCleared" and attempt_limits.scope = mine.scope and attempt_limits.key = mine.key`);
}

/** The attempt was wrong: locks what has had its last one. Answers the scopes that are locked from now on. */
export async function attemptWasWrong(ctx: Ctx, counted: readonly Counted[]): Promise<Scope[]> {
  const locked: Scope[] = [];
  for (const one of inOrder(counted)) {
    const rule = RULES[one.scope];
    const locks = locksSoFar(rule, ctx.clock.nowMs());
    const rows = await ctx.db
      .update(attemptLimits)
      .set({
        failures: 0,
        locks: sql`${locks} + 1`,
        lockedUntil: sql`${now(ctx).toISOString()}::timestamptz + least(${LOCK_MAX_MS}, ${LOCK_FIRST_MS} * power(2, least(${locks}, 20))) * interval '1 millisecond'`,
      })
      .where(
        and(
          eq(attemptLimits.scope, one.scope),
          eq(attemptLimits.key, one.key),
          sql`ceil(${attemptLimits.failures}) >= ${rule.wrongMax}`,
        ),
      )
      .returning({ scope: attemptLimits.scope });
    if (rows.length > 0) locked.push(one.scope);
  }
  return locked;
}

function locksSoFar({ isClearedByRight }: Rule, nowMs: number): SQL {
  if (isClearedByRight) return sql`${attemptLimits.locks}`;
  const since = new Date(nowMs - SHARED_LOCKS_FORGOTTEN_MS).toISOString();
  return sql`(case when ${attemptLimits.lockedUntil} > ${since}::timestamptz then ${attemptLimits.locks} else 0 end)`;
}

/** Lifts a lock and forgets the count. */
export async function clearAttempts(ctx: Ctx, { scope, key }: Counted): Promise<void> {
  await ctx.db.delete(attemptLimits).where(and(eq(attemptLimits.scope, scope), eq(attemptLimits.key, key)));
}

type Row = typeof attemptLimits.$inferSelect;

/** One order for all, so that two attempts never wait for each other. */
const inOrder = (counted: readonly Counted[]): Counted[] =>
  [...counted].sort((a, b) => `${a.scope} ${a.key}`.localeCompare(`${b.scope} ${b.key}`));

/** One statement makes the rows or locks them: between two of them a right attempt elsewhere could remove one. */
async function readForUpdate(ctx: Ctx, counted: readonly Counted[]): Promise<Row[]> {
  const updatedAt = now(ctx);
  return ctx.db
    .insert(attemptLimits)
    .values(inOrder(counted).map(({ scope, key }) => ({ scope, key, updatedAt })))
    .onConflictDoUpdate({
      target: [attemptLimits.scope, attemptLimits.key],
      set: { updatedAt: attemptLimits.updatedAt },
    })
    .returning();
}

/** A full count without a lock is what attempts under way have reserved: no more of them now. */
function latestLock(rows: readonly Row[], nowMs: number): Date | undefined {
  let latest: Date | undefined;
  for (const row of rows) {
    const isUnderWay = nowMs - row.updatedAt.getTime() < UNDER_WAY_MAX_MS;
    const isFull = isUnderWay && Math.ceil(countedNow(row, nowMs)) >= RULES[row.scope].wrongMax;
    const until = isFull ? new Date(nowMs + LOCK_FIRST_MS) : row.lockedUntil;
    if (until !== null && until.getTime() > nowMs && (latest === undefined || until > latest)) latest = until;
  }
  return latest;
}

function countedNow({ scope, failures, updatedAt }: Row, nowMs: number): number {
  const { wrongMax, forgottenAfterMs } = RULES[scope];
  if (forgottenAfterMs === undefined) return failures;
  return Math.max(0, failures - ((nowMs - updatedAt.getTime()) / forgottenAfterMs) * wrongMax);
}

async function countWrong(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const counted = rows.map((row) => ({
    scope: row.scope,
    key: row.key,
    failures: countedNow(row, nowMs) + 1,
  }));
  await ctx.db.execute(sql`
    update attempt_limits set failures = counted.failures, updated_at = ${now(ctx).toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) as counted(scope text, key text, failures float8)
    where attempt_limits.scope = counted.scope and attempt_limits.key = counted.key`);
}

function lockedError(forMs: number): HotdeskError {
  const retryAfterSeconds = Math.max(1, Math.ceil(forMs / 1_000));
  return new HotdeskError('locked', 'Too many wrong attempts. Please wait a little and try again.', {
    retryAfterSeconds,
  });
}

import type { Clock } from '#server/ports/clock.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

/** So many calls may follow one another at once: one phone is done before anybody looks. */
const BURST = 12;

type Deps = { callsPerMinute: number; clock: Clock; scheduler: Scheduler };

/** Resolves when the next call may be made: a bucket of calls that fills evenly, of which each takes one. */
export function createPace({ callsPerMinute, clock, scheduler }: Deps): () => Promise<void> {
  const everyMs = 60_000 / callsPerMinute;
  let fullAtMs = clock.nowMs();
  return () => {
    const nowMs = clock.nowMs();
    fullAtMs = Math.max(fullAtMs, nowMs) + everyMs;
    const waitMs = fullAtMs - nowMs - BURST * everyMs;
    return waitMs <= 0 ? Promise.resolve() : new Promise((resolve) => scheduler.after(waitMs, resolve));
  };
}

/**
 * Whether a gateway answers.
 *
 *   unknown ──answer──► up ──three misses in a row──► down
 *      │                ▲                               │
 *      └─three misses───┼──────────► down               │
 *                       └───────────answer──────────────┘
 */
export type Health = {
  readonly at: 'unknown' | 'up' | 'down';
  readonly misses: number;
  readonly sinceMs: number;
};

export const MISSES_MAX = 3;

export const unknownSince = (sinceMs: number): Health => ({ at: 'unknown', misses: 0, sinceMs });

export function stepHealth(health: Health, isAnswered: boolean, nowMs: number): Health {
  if (isAnswered)
    return health.at === 'up' ? { ...health, misses: 0 } : { at: 'up', misses: 0, sinceMs: nowMs };
  const misses = health.misses + 1;
  if (health.at === 'down' || misses < MISSES_MAX) return { ...health, misses };
  return { at: 'down', misses, sinceMs: nowMs };
}

/** Whatever is answered comes from somebody who is there; a 503 says that they cannot (RFC 3261 21.5.4). */
export const isSignOfLife = (status: number): boolean => status !== 503 && status !== 408;

import type { Random } from '#server/ports/random.ts';
import type { RpsError, RpsErrorCode } from './rps-error.ts';

export type AfterFailure = {
  state: 'pending' | 'conflict' | 'failed';
  /** When to try again; null = not before somebody has changed something. */
  retryInMs: number | null;
  /** What it means for everything else that is to be done with this account. */
  account: 'goes-on' | { pauseMs: number } | 'refused';
};

const FIRST_RETRY_MS = 5_000;
const RETRY_MAX_MS = 3_600_000;
/** Others of the same account would wait for the same dead service. */
const UNREACHABLE_PAUSE_MS = 5_000;
/** From then on people are told that it failed; it is tried all the same. */
const HOPEFUL_ATTEMPTS = 4;

const MAY_PASS: ReadonlySet<RpsErrorCode> = new Set(['unreachable', 'uncertain_write', 'bad_response']);
const CONFLICTS: ReadonlySet<RpsErrorCode> = new Set(['owned_by_other', 'already_exists']);

type Before = {
  /** How often it was tried, this time among them. */
  attempts: number;
  /** Whether the account was refused the last time too: a service that is being restarted may refuse once. */
  wasRefused: boolean;
};

/** What comes of a failure. */
export function afterFailure(
  error: RpsError,
  { attempts, wasRefused }: Before,
  random: Random,
): AfterFailure {
  const retryInMs = Math.max(error.retryAfterMs ?? 0, backOffMs(attempts, random));
  if (error.code === 'rate_limited') return { state: 'pending', retryInMs, account: { pauseMs: retryInMs } };
  if (error.code === 'auth_failed')
    return wasRefused
      ? { state: 'failed', retryInMs: null, account: 'refused' }
      : { state: 'pending', retryInMs, account: { pauseMs: retryInMs } };
  if (MAY_PASS.has(error.code)) {
    const isDead = error.code === 'unreachable';
    return {
      state: attempts < HOPEFUL_ATTEMPTS ? 'pending' : 'failed',
      retryInMs,
      account: isDead ? { pauseMs: UNREACHABLE_PAUSE_MS } : 'goes-on',
    };
  }
  return { state: CONFLICTS.has(error.code) ? 'conflict' : 'failed', retryInMs: null, account: 'goes-on' };
}

/** 5 s, 10 s, 20 s … 1 h, of which up to half is left off by chance: who failed together does not come back together. */
function backOffMs(attempts: number, random: Random): number {
  const whole = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), RETRY_MAX_MS);
  const [byte = 0] = random.bytes(1);
  return Math.round(whole * (1 - byte / 512));
}

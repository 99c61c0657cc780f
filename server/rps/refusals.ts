import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from './https.ts';
import { type RpsError, rpsError } from './rps-error.ts';

type Question = { isWrite: boolean; nowMs: number };

/**
 * What an HTTP status says by itself, the same at every maker's: 401, 403, 429 (with `Retry-After`) and 5xx, after which a write may
 * have been done. All other answers are for the maker's own mapper. Where a maker means something else by one of these, its mapper
 * reads the answer first.
 */
export function notRefused(answer: HttpsAnswer, { isWrite, nowMs }: Question): Result<HttpsAnswer, RpsError> {
  const { status } = answer;
  const vendorCode = `${status}`;
  if (status === 401) return err(rpsError('auth_failed', vendorCode));
  if (status === 403) return err(rpsError('forbidden_for_account', vendorCode));
  if (status === 429) {
    const retryAfterMs = retryAfter(answer.headers['retry-after'], nowMs);
    return err({ code: 'rate_limited', vendorCode, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  }
  if (status >= 500) return err(rpsError(isWrite ? 'uncertain_write' : 'unreachable', vendorCode));
  return ok(answer);
}

const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/** RFC 9110 10.2.3: seconds or a date. */
function retryAfter(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

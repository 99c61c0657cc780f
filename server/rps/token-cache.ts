import type { Clock } from '#server/ports/clock.ts';
import { ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from './https.ts';
import type { RpsError } from './rps-error.ts';

export type Token = {
  readonly access: string;
  /** As the service says: it differs from account to account. */
  readonly lifetimeSeconds: number;
  /** What a new one may be had for, where the service gives such. */
  readonly refresh?: string;
};

type Answer = Promise<Result<HttpsAnswer, RpsError>>;

export type TokenCache = {
  /** Calls with a living token, and once more with a new one where the service refuses it: what is refused so was not done. */
  use(call: (access: string) => Answer): Answer;
  /** The next call is made with a new token. */
  forget(): void;
};

type Args = {
  clock: Clock;
  /** `former` is the one that has come to its end by itself. */
  fetch(former: Token | undefined): Promise<Result<Token, RpsError>>;
  isRefused(answer: HttpsAnswer): boolean;
};

const RENEWED_BEFORE_END_MS = 60_000;

/** The token of one account. It is fetched by one call at a time, and renewed 60 s before its end. */
export function createTokenCache({ clock, fetch, isRefused }: Args): TokenCache {
  let kept: { token: Token; untilMs: number } | undefined;
  let underWay: Promise<Result<Token, RpsError>> | undefined;

  const renew = async () => {
    const askedMs = clock.nowMs();
    const fetched = await fetch(kept?.token);
    const lifeMs = fetched.ok ? fetched.value.lifetimeSeconds * 1_000 - RENEWED_BEFORE_END_MS : 0;
    kept = fetched.ok ? { token: fetched.value, untilMs: askedMs + lifeMs } : undefined;
    return fetched;
  };
  const living = async (): Promise<Result<Token, RpsError>> => {
    if (kept !== undefined && clock.nowMs() < kept.untilMs) return ok(kept.token);
    underWay ??= renew().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  return {
    use: async (call) => {
      const first = await living();
      if (!first.ok) return first;
      const answer = await call(first.value.access);
      if (!answer.ok || !isRefused(answer.value)) return answer;
      // Another call may have been refused before, and have a new one already.
      if (kept?.token === first.value) kept = undefined;
      const second = await living();
      return second.ok ? call(second.value.access) : second;
    },
    forget: () => {
      kept = undefined;
    },
  };
}

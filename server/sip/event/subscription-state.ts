/** RFC 6665 4.1.3: why a subscription is over. Only after `deactivated`, `probation` and `timeout` it is made anew. */
export type EndReason = 'deactivated' | 'probation' | 'rejected' | 'timeout' | 'giveup' | 'noresource';

/**
 * RFC 6665 4.2, the notifier's side of one subscription. At most one NOTIFY is under way; what changes meanwhile, or
 * too soon after the last one, goes with the next.
 *
 *      SUBSCRIBE            allowed             Expires 0, ran out, told to end
 *     ──────────► pending ──────────► active ─────────────────────────────────► terminated
 *                    │                   └─► terminating ── the NOTIFY under way ──▲
 *                    │                       is answered, or never                 │
 *                    └──── a NOTIFY is refused or not answered, the way is gone ───┘
 */
export type SubscriptionState =
  | Live
  | { readonly at: 'terminating'; readonly last: LastWord }
  | { readonly at: 'terminated' };

type Live = {
  readonly at: 'pending' | 'active';
  readonly expiresAtMs: number;
  /** A NOTIFY is under way. */
  readonly isTelling: boolean;
  /** What the subscriber is to be told: news keep their distance, the answer to a SUBSCRIBE goes at once. */
  readonly owes: 'nothing' | 'news' | 'answer';
  /** No news before. */
  readonly quietUntilMs: number;
  /** The connection broke: how long the phone is waited for to come by another one. */
  readonly strandedUntilMs: number | undefined;
};

type LastWord = {
  readonly reason: EndReason;
  readonly retryAfterSeconds?: number;
  /** Whoever goes of his own will is told the state once more. */
  readonly hasState: boolean;
};

export type SubscriptionInput =
  /** A SUBSCRIBE was granted for so long; 0 ends it. */
  | { readonly is: 'subscribe'; readonly expiresSeconds: number }
  | { readonly is: 'allowed' }
  /** What is watched may have changed: whether it is other than what was told last. */
  | { readonly is: 'state'; readonly isNews: boolean }
  | { readonly is: 'end'; readonly reason: EndReason; readonly retryAfterSeconds?: number }
  /** The final answer to the NOTIFY; 408 when there was none. */
  | { readonly is: 'answered'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly is: 'stranded' }
  | { readonly is: 'moved' }
  /** A time that was asked for by `wake` has come. */
  | { readonly is: 'due' };

export type SubscriptionOutput =
  | { readonly do: 'notify'; readonly subscriptionState: string; readonly hasState: boolean }
  | { readonly do: 'wake'; readonly atMs: number }
  | { readonly do: 'end' };

export type SubscriptionStep = {
  readonly state: SubscriptionState;
  readonly outputs: readonly SubscriptionOutput[];
};

export type SubscriptionNow = {
  readonly nowMs: number;
  /** News to one subscriber are this far apart. */
  readonly spacingMs: number;
};

/** As long as a transaction is waited for (RFC 3261 17.1.2.2, 64 T1). */
const STRANDED_MS = 32_000;

type Start = { expiresSeconds: number; isAllowed: boolean };

export function startSubscription(
  { expiresSeconds, isAllowed }: Start,
  now: SubscriptionNow,
): SubscriptionStep {
  const live: Live = {
    at: isAllowed ? 'active' : 'pending',
    expiresAtMs: now.nowMs,
    isTelling: false,
    owes: 'answer',
    quietUntilMs: now.nowMs,
    strandedUntilMs: undefined,
  };
  return subscribed(live, expiresSeconds, now);
}

export function stepSubscription(
  state: SubscriptionState,
  input: SubscriptionInput,
  now: SubscriptionNow,
): SubscriptionStep {
  switch (state.at) {
    case 'pending':
    case 'active':
      return stepLive(state, input, now);
    case 'terminating':
      return stepTerminating(state, input);
    case 'terminated':
      return { state, outputs: [] };
  }
}

function stepLive(live: Live, input: SubscriptionInput, now: SubscriptionNow): SubscriptionStep {
  switch (input.is) {
    case 'subscribe':
      return subscribed(live, input.expiresSeconds, now);
    case 'allowed':
      return live.at === 'active' ? stay(live) : proceed({ ...live, at: 'active', owes: 'answer' }, now);
    case 'state':
      return proceed({ ...live, owes: owedAfter(live, input.isNews) }, now);
    case 'end':
      return finish(live, { ...input, hasState: false });
    case 'answered':
      return live.isTelling ? answered(live, input, now) : stay(live);
    case 'stranded':
      return stranded(live, now);
    case 'moved':
      return proceed({ ...live, strandedUntilMs: undefined }, now);
    case 'due':
      return proceed(live, now);
  }
}

function stepTerminating(
  state: Extract<SubscriptionState, { at: 'terminating' }>,
  input: SubscriptionInput,
): SubscriptionStep {
  if (input.is === 'stranded') return over;
  if (input.is !== 'answered') return { state, outputs: [] };
  return input.status < 300 ? say(state.last) : over;
}

/** RFC 6665 4.2.1.2: every SUBSCRIBE is answered with a NOTIFY at once. */
function subscribed(live: Live, expiresSeconds: number, now: SubscriptionNow): SubscriptionStep {
  const renewed: Live = {
    ...live,
    expiresAtMs: now.nowMs + expiresSeconds * 1_000,
    owes: 'answer',
    strandedUntilMs: undefined,
  };
  return proceed(renewed, now);
}

/** What went back to what was told is no news any more. */
function owedAfter({ owes, at }: Live, isNews: boolean): Live['owes'] {
  if (owes === 'answer' || at === 'pending') return owes;
  return isNews ? 'news' : 'nothing';
}

/** RFC 6665 4.2.2: what was refused without a word of when to try again ends the subscription. */
function answered(
  live: Live,
  { status, retryAfterSeconds }: Extract<SubscriptionInput, { is: 'answered' }>,
  now: SubscriptionNow,
): SubscriptionStep {
  const told: Live = { ...live, isTelling: false };
  if (status < 300) return proceed(told, now);
  if (retryAfterSeconds === undefined || status === 481 || status === 408) return over;
  const quietUntilMs = now.nowMs + retryAfterSeconds * 1_000;
  return proceed({ ...told, owes: 'news', quietUntilMs }, now);
}

/** A NOTIFY that was under way did not arrive, as far as anybody knows. */
function stranded(live: Live, now: SubscriptionNow): SubscriptionStep {
  if (live.strandedUntilMs !== undefined) return stay(live);
  const owes = live.isTelling ? 'answer' : live.owes;
  return proceed({ ...live, owes, isTelling: false, strandedUntilMs: now.nowMs + STRANDED_MS }, now);
}

/** Whatever may be done now. */
function proceed(live: Live, now: SubscriptionNow): SubscriptionStep {
  const { nowMs } = now;
  if (live.strandedUntilMs !== undefined && nowMs >= live.strandedUntilMs) return over;
  if (nowMs >= live.expiresAtMs) return finish(live, { reason: 'timeout', hasState: live.at === 'active' });
  const isDue = live.owes === 'answer' || (live.owes === 'news' && nowMs >= live.quietUntilMs);
  if (!isDue || live.isTelling || live.strandedUntilMs !== undefined) return stay(live);
  const leftSeconds = Math.ceil((live.expiresAtMs - nowMs) / 1_000);
  const { state, outputs } = stay({
    ...live,
    isTelling: true,
    owes: 'nothing',
    quietUntilMs: nowMs + now.spacingMs,
  });
  const subscriptionState = `${live.at};expires=${leftSeconds}`;
  return {
    state,
    outputs: [{ do: 'notify', subscriptionState, hasState: live.at === 'active' }, ...outputs],
  };
}

function stay(live: Live): SubscriptionStep {
  const { expiresAtMs, strandedUntilMs = expiresAtMs } = live;
  const waitsForQuiet = live.owes === 'news' && !live.isTelling && live.strandedUntilMs === undefined;
  const atMs = Math.min(expiresAtMs, strandedUntilMs, waitsForQuiet ? live.quietUntilMs : expiresAtMs);
  return { state: live, outputs: [{ do: 'wake', atMs }] };
}

function finish(live: Live, last: LastWord): SubscriptionStep {
  if (live.strandedUntilMs !== undefined) return over;
  return live.isTelling ? { state: { at: 'terminating', last }, outputs: [] } : say(last);
}

function say({ reason, retryAfterSeconds, hasState }: LastWord): SubscriptionStep {
  const retry = retryAfterSeconds === undefined ? '' : `;retry-after=${retryAfterSeconds}`;
  const subscriptionState = `terminated;reason=${reason}${retry}`;
  return {
    state: { at: 'terminated' },
    outputs: [{ do: 'notify', subscriptionState, hasState }, { do: 'end' }],
  };
}

const over: SubscriptionStep = { state: { at: 'terminated' }, outputs: [{ do: 'end' }] };

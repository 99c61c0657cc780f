/**
 * How Perch keeps itself registered at a gateway (RFC 3261 10.2).
 *
 *          start                200: look again at half of its time
 *   off ────────► registering ─────────────────────────────► registered
 *    ▲              ▲      │ refused, or no answer              │
 *    │ stop         │      ▼                                    │ due
 *    └── any     due└── waiting          registering ◄──────────┘
 */
export type RegistrationState =
  | { readonly at: 'off' }
  /** `isBound`: the binding of before is still good. */
  | { readonly at: 'registering'; readonly failures: number; readonly isBound: boolean }
  | { readonly at: 'registered' }
  | { readonly at: 'waiting'; readonly failures: number; readonly status: number };

export type RegistrationInput =
  | { readonly is: 'start' }
  | { readonly is: 'bound'; readonly expiresSeconds: number }
  /** 408 and 503 also where nobody answered. */
  | { readonly is: 'failed'; readonly status: number }
  | { readonly is: 'due' }
  /** The way there broke, or leads elsewhere now. */
  | { readonly is: 'moved' }
  | { readonly is: 'stop' };

export type RegistrationOutput =
  | { readonly do: 'register'; readonly expiresSeconds: number }
  | { readonly do: 'wake'; readonly inSeconds: number };

type Step = { readonly state: RegistrationState; readonly outputs: readonly RegistrationOutput[] };

export const EXPIRES_SECONDS = 600;
const REFRESH_MIN_SECONDS = 15;
const BACK_OFF_MIN_SECONDS = 30;
const BACK_OFF_MAX_SECONDS = 600;

/** @param jitter 0 to 1: gateways that come back are not asked by everybody at once */
export function stepRegistration(state: RegistrationState, input: RegistrationInput, jitter: number): Step {
  if (input.is === 'stop') return stopped(state);
  switch (state.at) {
    case 'off':
      return input.is === 'start' ? register({ failures: 0, isBound: false }) : stay(state);
    case 'registering':
      if (input.is === 'bound') return bound(input.expiresSeconds);
      return input.is === 'failed' ? failed(state.failures, input.status, jitter) : stay(state);
    case 'registered':
      if (input.is === 'due') return register({ failures: 0, isBound: true });
      return input.is === 'moved' ? register({ failures: 0, isBound: false }) : stay(state);
    case 'waiting':
      return input.is === 'due' ? register({ failures: state.failures, isBound: false }) : stay(state);
  }
}

const stay = (state: RegistrationState): Step => ({ state, outputs: [] });

function register(how: { failures: number; isBound: boolean }): Step {
  return {
    state: { at: 'registering', ...how },
    outputs: [{ do: 'register', expiresSeconds: EXPIRES_SECONDS }],
  };
}

function bound(expiresSeconds: number): Step {
  const inSeconds = Math.max(REFRESH_MIN_SECONDS, expiresSeconds / 2);
  return { state: { at: 'registered' }, outputs: [{ do: 'wake', inSeconds }] };
}

/** Half a minute, twice as long each time, ten minutes at most; up to a fifth of it less. */
function failed(before: number, status: number, jitter: number): Step {
  const failures = before + 1;
  const backOff = Math.min(BACK_OFF_MAX_SECONDS, BACK_OFF_MIN_SECONDS * 2 ** Math.min(before, 10));
  const inSeconds = backOff * (1 - jitter / 5);
  return { state: { at: 'waiting', failures, status }, outputs: [{ do: 'wake', inSeconds }] };
}

/** RFC 3261 10.2.2: what may be bound is bound no more. */
function stopped(state: RegistrationState): Step {
  const mayBeBound = state.at === 'registered' || state.at === 'registering';
  return { state: { at: 'off' }, outputs: mayBeBound ? [{ do: 'register', expiresSeconds: 0 }] : [] };
}

import type { SipRequest, SipResponse } from '../message/message.ts';
import { ackFor } from './ack.ts';
import { type Circumstances, type Step, stay } from './step.ts';
import type { TimerName } from './timers.ts';

/**
 * RFC 3261 17.1.1 with the corrections of RFC 6026 7.2.
 *
 *               INVITE sent
 *                   │
 *            ┌──────▼──────┐ A: send again, twice as late each time
 *            │   calling   ├─┐            B: tell the TU ──► terminated
 *            └─┬────┬────┬─┘◄┘
 *          1xx │    │    │ 300–699: ACK
 *   ┌──────────▼─┐  │  ┌─▼─────────┐ 300–699: ACK again
 *   │ proceeding ├──┼─►│ completed ├─┐
 *   └─────┬──────┘  │  └─────┬─────┘◄┘
 *     2xx │     2xx │        │ D
 *       ┌─▼─────────▼┐       │
 *       │  accepted  │ M     │
 *       │ 2xx: to TU ├───────┴──► terminated
 *       └────────────┘
 */
export type InviteClientState =
  | { readonly at: 'calling'; readonly request: SipRequest; readonly resendMs: number }
  | { readonly at: 'proceeding'; readonly request: SipRequest }
  | { readonly at: 'completed'; readonly request: SipRequest; readonly ack: SipRequest }
  | { readonly at: 'accepted' }
  | { readonly at: 'terminated' };

export type ClientInput =
  | { readonly is: 'response'; readonly response: SipResponse }
  | { readonly is: 'timer'; readonly timer: TimerName };

type S = Step<InviteClientState>;

export function startInviteClient(request: SipRequest, { timers, isReliable }: Circumstances): S {
  const resend = isReliable ? [] : [{ do: 'set-timer', timer: 'A', ms: timers.t1 } as const];
  return {
    state: { at: 'calling', request, resendMs: timers.t1 },
    outputs: [
      { do: 'send', message: request },
      ...resend,
      { do: 'set-timer', timer: 'B', ms: 64 * timers.t1 },
    ],
  };
}

export function stepInviteClient(state: InviteClientState, input: ClientInput, now: Circumstances): S {
  switch (state.at) {
    case 'calling':
      return input.is === 'timer' ? callingTimer(state, input.timer) : answered(state, input.response, now);
    case 'proceeding':
      return input.is === 'timer' ? stay(state) : answered(state, input.response, now);
    case 'completed':
      if (input.is === 'timer') return input.timer === 'D' ? terminated : stay(state);
      return input.response.status >= 300 ? stay(state, { do: 'send', message: state.ack }) : stay(state);
    case 'accepted':
      if (input.is === 'timer') return input.timer === 'M' ? terminated : stay(state);
      return isSuccess(input.response)
        ? stay(state, { do: 'deliver', response: input.response })
        : stay(state);
    case 'terminated':
      return stay(state);
  }
}

function callingTimer(state: At<'calling'>, timer: TimerName): S {
  if (timer === 'B')
    return { state: { at: 'terminated' }, outputs: [{ do: 'timed-out' }, { do: 'terminate' }] };
  if (timer !== 'A') return stay(state);
  const resendMs = 2 * state.resendMs;
  return stay(
    { ...state, resendMs },
    { do: 'send', message: state.request },
    { do: 'set-timer', timer: 'A', ms: resendMs },
  );
}

function answered(state: At<'calling'> | At<'proceeding'>, response: SipResponse, now: Circumstances): S {
  const deliver = { do: 'deliver', response } as const;
  const { request } = state;
  if (response.status < 200) return { state: { at: 'proceeding', request }, outputs: [deliver] };
  if (isSuccess(response)) {
    return {
      state: { at: 'accepted' },
      outputs: [deliver, { do: 'set-timer', timer: 'M', ms: 64 * now.timers.t1 }],
    };
  }
  const ack = ackFor(request, response);
  // RFC 3261 17.1.1.2: at least 32 s over UDP.
  const ms = now.isReliable ? 0 : Math.max(32_000, 64 * now.timers.t1);
  return {
    state: { at: 'completed', request, ack },
    outputs: [{ do: 'send', message: ack }, deliver, { do: 'set-timer', timer: 'D', ms }],
  };
}

const isSuccess = ({ status }: SipResponse): boolean => status >= 200 && status < 300;

type At<Place extends InviteClientState['at']> = Extract<InviteClientState, { at: Place }>;

const terminated: S = { state: { at: 'terminated' }, outputs: [{ do: 'terminate' }] };

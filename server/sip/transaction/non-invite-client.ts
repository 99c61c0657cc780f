import type { SipRequest } from '../message/message.ts';
import type { ClientInput } from './invite-client.ts';
import { type Circumstances, type Step, stay } from './step.ts';
import type { TimerName } from './timers.ts';

/**
 * RFC 3261 17.1.2.
 *
 *      request sent             1xx               200–699
 *      ──────► trying ───────► proceeding ───────► completed ──K──► terminated
 *                 └──────────── 200–699 ──────────────▲
 *      E: send again, at the latest every T2 (in proceeding always T2). F: tell the TU ──► terminated
 */
export type NonInviteClientState =
  | { readonly at: 'trying'; readonly request: SipRequest; readonly resendMs: number }
  | { readonly at: 'proceeding'; readonly request: SipRequest }
  | { readonly at: 'completed' }
  | { readonly at: 'terminated' };

type S = Step<NonInviteClientState>;

export function startNonInviteClient(request: SipRequest, { timers, isReliable }: Circumstances): S {
  const resend = isReliable ? [] : [{ do: 'set-timer', timer: 'E', ms: timers.t1 } as const];
  return {
    state: { at: 'trying', request, resendMs: timers.t1 },
    outputs: [
      { do: 'send', message: request },
      ...resend,
      { do: 'set-timer', timer: 'F', ms: 64 * timers.t1 },
    ],
  };
}

export function stepNonInviteClient(state: NonInviteClientState, input: ClientInput, now: Circumstances): S {
  if (state.at === 'terminated') return stay(state);
  if (state.at === 'completed') return input.is === 'timer' && input.timer === 'K' ? terminated : stay(state);
  if (input.is === 'timer') return onTimer(state, input.timer, now);
  const deliver = { do: 'deliver', response: input.response } as const;
  if (input.response.status < 200) {
    // RFC 3261 17.1.2.2: the running Timer E goes on with T2.
    const resend = now.isReliable ? [] : [{ do: 'set-timer', timer: 'E', ms: now.timers.t2 } as const];
    return { state: { at: 'proceeding', request: state.request }, outputs: [deliver, ...resend] };
  }
  const ms = now.isReliable ? 0 : now.timers.t4;
  return { state: { at: 'completed' }, outputs: [deliver, { do: 'set-timer', timer: 'K', ms }] };
}

function onTimer(state: Waiting, timer: TimerName, { timers }: Circumstances): S {
  if (timer === 'F')
    return { state: { at: 'terminated' }, outputs: [{ do: 'timed-out' }, { do: 'terminate' }] };
  if (timer !== 'E') return stay<NonInviteClientState>(state);
  const resendMs = state.at === 'trying' ? Math.min(2 * state.resendMs, timers.t2) : timers.t2;
  const next = state.at === 'trying' ? { ...state, resendMs } : state;
  return stay<NonInviteClientState>(
    next,
    { do: 'send', message: state.request },
    { do: 'set-timer', timer: 'E', ms: resendMs },
  );
}

type Waiting = Extract<NonInviteClientState, { at: 'trying' | 'proceeding' }>;

const terminated: S = { state: { at: 'terminated' }, outputs: [{ do: 'terminate' }] };

import { type Circumstances, type PackedResponse, type Step, stay } from './step.ts';
import type { TimerName } from './timers.ts';

/**
 * RFC 3261 17.2.1 with the corrections of RFC 6026 7.1.
 *
 *                    INVITE
 *                      │ to the TU
 *               ┌──────▼──────┐ 1xx from TU: send
 *      ┌────────┤ proceeding  ├─┐ INVITE: send the last 1xx
 *      │ 2xx    └──────┬──────┘◄┘
 *      │               │ 300–699
 *      │        ┌──────▼──────┐ INVITE, G: send the response
 *      │        │  completed  ├─┐
 *      │        └───┬──────┬──┘◄┘
 *  ┌───▼──────┐ ACK │      │ H: tell the TU
 *  │ accepted │ ┌───▼─────┐│
 *  │ 2xx: send│ │confirmed││
 *  └───┬──────┘ └───┬─────┘│
 *      │ L          │ I    │
 *      └────────────┴──────┴──► terminated
 */
export type InviteServerState =
  | { readonly at: 'proceeding'; readonly last: PackedResponse | undefined }
  | { readonly at: 'completed'; readonly last: PackedResponse; readonly resendMs: number }
  | { readonly at: 'accepted' }
  | { readonly at: 'confirmed' }
  | { readonly at: 'terminated' };

export type InviteServerInput =
  | { readonly is: 'invite' }
  | { readonly is: 'ack' }
  | { readonly is: 'respond'; readonly response: PackedResponse }
  | { readonly is: 'timer'; readonly timer: TimerName };

type S = Step<InviteServerState, PackedResponse>;

export const startInviteServer = (): InviteServerState => ({ at: 'proceeding', last: undefined });

export function stepInviteServer(state: InviteServerState, input: InviteServerInput, now: Circumstances): S {
  switch (state.at) {
    case 'proceeding':
      return proceeding(state, input, now);
    case 'completed':
      return completed(state, input, now);
    case 'accepted':
      return accepted(state, input);
    case 'confirmed':
      return input.is === 'timer' && input.timer === 'I' ? terminated : stay(state);
    case 'terminated':
      return stay(state);
  }
}

function proceeding(state: At<'proceeding'>, input: InviteServerInput, now: Circumstances): S {
  if (input.is === 'invite')
    return state.last ? stay(state, { do: 'send', message: state.last }) : stay(state);
  if (input.is !== 'respond') return stay(state);
  const { response } = input;
  const send = { do: 'send', message: response } as const;
  if (response.status < 200) return { state: { at: 'proceeding', last: response }, outputs: [send] };
  const { t1 } = now.timers;
  if (response.status < 300) {
    return { state: { at: 'accepted' }, outputs: [send, { do: 'set-timer', timer: 'L', ms: 64 * t1 }] };
  }
  const resend = now.isReliable ? [] : [{ do: 'set-timer', timer: 'G', ms: t1 } as const];
  return {
    state: { at: 'completed', last: response, resendMs: t1 },
    outputs: [send, ...resend, { do: 'set-timer', timer: 'H', ms: 64 * t1 }],
  };
}

function completed(state: At<'completed'>, input: InviteServerInput, now: Circumstances): S {
  const { t2, t4 } = now.timers;
  if (input.is === 'invite') return stay(state, { do: 'send', message: state.last });
  if (input.is === 'ack') {
    return {
      state: { at: 'confirmed' },
      outputs: [{ do: 'set-timer', timer: 'I', ms: now.isReliable ? 0 : t4 }],
    };
  }
  if (input.is !== 'timer') return stay(state);
  if (input.timer === 'H')
    return { state: { at: 'terminated' }, outputs: [{ do: 'timed-out' }, { do: 'terminate' }] };
  if (input.timer !== 'G') return stay(state);
  const resendMs = Math.min(2 * state.resendMs, t2);
  return stay(
    { ...state, resendMs },
    { do: 'send', message: state.last },
    { do: 'set-timer', timer: 'G', ms: resendMs },
  );
}

/** RFC 6026 7.1: INVITEs are absorbed, further 2xx of the TU are sent. */
function accepted(state: At<'accepted'>, input: InviteServerInput): S {
  if (input.is === 'respond' && input.response.status >= 200 && input.response.status < 300) {
    return stay(state, { do: 'send', message: input.response });
  }
  return input.is === 'timer' && input.timer === 'L' ? terminated : stay(state);
}

type At<Place extends InviteServerState['at']> = Extract<InviteServerState, { at: Place }>;

const terminated: S = { state: { at: 'terminated' }, outputs: [{ do: 'terminate' }] };

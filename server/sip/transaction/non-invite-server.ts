import { type Circumstances, type PackedResponse, type Step, stay } from './step.ts';
import type { TimerName } from './timers.ts';

/**
 * RFC 3261 17.2.2.
 *
 *            request                1xx              200–699
 *      ──────► trying ───────► proceeding ───────► completed ──J──► terminated
 *                 └──────────── 200–699 ──────────────▲
 *      A retransmission gets the last response again; in trying there is none.
 */
export type NonInviteServerState =
  | { readonly at: 'trying' }
  | { readonly at: 'proceeding'; readonly last: PackedResponse }
  | { readonly at: 'completed'; readonly last: PackedResponse }
  | { readonly at: 'terminated' };

export type NonInviteServerInput =
  | { readonly is: 'request' }
  | { readonly is: 'respond'; readonly response: PackedResponse }
  | { readonly is: 'timer'; readonly timer: TimerName };

type S = Step<NonInviteServerState, PackedResponse>;

export const startNonInviteServer = (): NonInviteServerState => ({ at: 'trying' });

export function stepNonInviteServer(
  state: NonInviteServerState,
  input: NonInviteServerInput,
  now: Circumstances,
): S {
  switch (state.at) {
    case 'trying':
      return input.is === 'respond' ? respond(input.response, now) : stay(state);
    case 'proceeding':
      if (input.is === 'respond') return respond(input.response, now);
      return input.is === 'request' ? stay(state, { do: 'send', message: state.last }) : stay(state);
    case 'completed':
      if (input.is === 'request') return stay(state, { do: 'send', message: state.last });
      return input.is === 'timer' && input.timer === 'J' ? terminated : stay(state);
    case 'terminated':
      return stay(state);
  }
}

function respond(response: PackedResponse, { timers, isReliable }: Circumstances): S {
  const send = { do: 'send', message: response } as const;
  if (response.status < 200) return { state: { at: 'proceeding', last: response }, outputs: [send] };
  const ms = isReliable ? 0 : 64 * timers.t1;
  return { state: { at: 'completed', last: response }, outputs: [send, { do: 'set-timer', timer: 'J', ms }] };
}

const terminated: S = { state: { at: 'terminated' }, outputs: [{ do: 'terminate' }] };

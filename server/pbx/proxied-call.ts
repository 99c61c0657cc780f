import type { DeskId } from '#server/hotdesk/ids.ts';
import type { CallNames } from '#server/sip/dialog/call-names.ts';
import type { Flow } from '#server/sip/flow.ts';
import { fromOf, type SipRequest, type SipResponse, tagOf, toOf } from '#server/sip/message/message.ts';
import type { DigestLeg } from '#server/sip/proxy/digest-leg.ts';

/** Who takes part in a call: a desk's phone, or whoever is behind a gateway. */
export type Party =
  | { readonly is: 'desk'; readonly deskId: DeskId }
  | { readonly is: 'gateway'; readonly gatewayId: string };

/** One of them in a call. */
export type Side = {
  readonly party: Party;
  flow: Flow;
  /** It has started anew since, and knows nothing of the call. */
  hasLeft: boolean;
  /** What From and To are there, where a side is to see others than those that the caller wrote. */
  names?: CallNames | undefined;
  /** Sends what goes there, where it may be challenged. */
  readonly leg?: DigestLeg | undefined;
};
/** Where a request in a call goes: in which of its dialogs, and from which end of it. */
export type Way = {
  readonly tag: string;
  readonly from: Side;
  readonly to: Side;
  readonly isCallers: boolean;
};

type CalleeDialog = { readonly side: Side; isConfirmed: boolean };

/** Nobody talks half a day without a word of signalling: a phone that is gone says no BYE. */
const LONGEST_MS = 12 * 3_600_000;
/** RFC 4028 4: no shorter. */
const SESSION_MIN_SECONDS = 90;
/** The BYE of the side that found the other gone takes as long as a transaction may. */
const BYE_MS = 32_000;

const keyOf = (callId: string, callerTag: string): string => `${callId} ${callerTag}`;

/** A call is known by its Call-ID and its caller's tag: a Call-ID alone can be taken up by anybody. */
export const keyOfNew = (invite: SipRequest): string =>
  keyOf(invite.headers.get('Call-ID') ?? '', tagOf(fromOf(invite)) ?? '');

/** What the call of a request within it may be known by: either side may have sent it. */
export function keysOf(request: SipRequest): string[] {
  const callId = request.headers.get('Call-ID') ?? '';
  return [fromOf(request), toOf(request)].map((address) => keyOf(callId, tagOf(address) ?? ''));
}

/** One call: a caller, and a dialog for each phone that rang or answered (RFC 3261 12.1, 13.1). */
export class ProxiedCall {
  readonly key: string;
  readonly caller: Side;
  readonly #callerTag: string;
  readonly #dialogs = new Map<string, CalleeDialog>();
  #isRinging = true;
  #lastsUntilMs = Number.POSITIVE_INFINITY;
  #hasSessionTimer = false;

  constructor(invite: SipRequest, caller: Side) {
    this.key = keyOfNew(invite);
    this.#callerTag = tagOf(fromOf(invite)) ?? '';
    this.caller = caller;
  }

  get sides(): Side[] {
    return [this.caller, ...[...this.#dialogs.values()].map(({ side }) => side)];
  }

  /** The desks whose phones are in it. */
  get deskIds(): Set<DeskId> {
    const here = this.sides.filter(({ hasLeft }) => !hasLeft);
    return new Set(here.flatMap(({ party }) => (party.is === 'desk' ? [party.deskId] : [])));
  }

  /** A phone rings: PRACK and UPDATE come before the answer (RFC 3262, RFC 3311). */
  rings(response: SipResponse, side: Side): void {
    const tag = tagOf(toOf(response));
    if (tag !== undefined && !this.#dialogs.has(tag)) this.#dialogs.set(tag, { side, isConfirmed: false });
  }

  /** A phone answered, and the others are cancelled; with forking more than one may answer all the same. */
  answered(response: SipResponse, side: Side, nowMs: number): void {
    this.#isRinging = false;
    for (const [tag, { isConfirmed }] of this.#dialogs) if (!isConfirmed) this.#dialogs.delete(tag);
    this.#dialogs.set(tagOf(toOf(response)) ?? '', { side, isConfirmed: true });
    this.refreshed(response, nowMs);
  }

  /** RFC 4028 8.1: with a session timer the call lasts as long as that says, without one until we stop believing it. */
  refreshed(response: SipResponse, nowMs: number): void {
    const seconds = sessionExpires(response);
    this.#hasSessionTimer = seconds !== undefined;
    this.#lastsUntilMs = nowMs + (seconds === undefined ? LONGEST_MS : seconds * 1_000 + BYE_MS);
  }

  /** Something was asked and answered in the call. That refreshes no session timer. */
  heardOf(nowMs: number): void {
    if (!this.#hasSessionTimer && !this.#isRinging) this.#lastsUntilMs = nowMs + LONGEST_MS;
  }

  /** Where a request in the call goes; undefined when it is of none of its dialogs. */
  wayOf(request: SipRequest): Way | undefined {
    const [from, to] = [tagOf(fromOf(request)) ?? '', tagOf(toOf(request)) ?? ''];
    const isCallers = from === this.#callerTag && this.#dialogs.has(to);
    if (!isCallers && to !== this.#callerTag) return undefined;
    const tag = isCallers ? to : from;
    const callee = this.#dialogs.get(tag)?.side;
    if (callee === undefined) return undefined;
    return isCallers
      ? { tag, from: this.caller, to: callee, isCallers }
      : { tag, from: callee, to: this.caller, isCallers };
  }

  /** A dialog is over. */
  end(tag: string): void {
    this.#dialogs.delete(tag);
  }

  /** Nobody talks, or nobody is there who could say that it is over. While it rings, its INVITE ends it. */
  isOver(nowMs: number): boolean {
    if (this.#isRinging) return false;
    const isTalking = [...this.#dialogs.values()].some(({ isConfirmed }) => isConfirmed);
    return !isTalking || nowMs >= this.#lastsUntilMs || this.sides.every(({ hasLeft }) => hasLeft);
  }
}

/** RFC 4028 4: `1800;refresher=uac`. */
function sessionExpires(response: SipResponse): number | undefined {
  const [, digits] = /^\s*(\d{1,8})\s*(?:;|$)/.exec(response.headers.get('Session-Expires') ?? '') ?? [];
  return digits === undefined ? undefined : Math.max(SESSION_MIN_SECONDS, Number(digits));
}

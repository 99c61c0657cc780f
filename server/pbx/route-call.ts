import { readNumber } from '#server/hotdesk/dial-plan.ts';
import type { SipCredential, SipDesk } from '#server/hotdesk/sip-directory.ts';
import { type Flow, hostOf } from '#server/sip/flow.ts';
import { serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { noParams } from '#server/sip/grammar/params.ts';
import type { Directory } from './directory.ts';
import type { Locations } from './locations.ts';
import type { CallTarget } from './proxied-calls.ts';
import { type Scheme, type Whereabouts, wayToPhone } from './way-to-phone.ts';

/** What becomes of a call that a desk's phone makes. */
export type CallRoute =
  | { readonly to: 'log-in'; readonly extension: string | null }
  | { readonly to: 'log-out' }
  | { readonly to: 'desks'; readonly targets: readonly CallTarget[] }
  | { readonly to: 'nobody'; readonly status: 404 | 480; readonly warning?: string };

type Deps = {
  directory: Directory;
  locations: Locations;
  sipHost: string;
  /** What a call to this phone is to come by later. */
  recordRoutesTo(callee: Flow): readonly string[];
};
type Call = {
  readonly caller: SipDesk;
  readonly credential: SipCredential;
  readonly dialled: string;
  readonly scheme: Scheme;
  readonly nowMs: number;
};

/** RFC 5630 5.3 */
const SIPS_NOT_ALLOWED = '380 perch "SIPS Not Allowed"';

/** Where a call goes: to a dial code, to the desk where somebody sits, or to a desk by its own number. */
export function routeCall(deps: Deps, call: Call): CallRoute {
  const { directory } = deps;
  const { tenantId } = call.caller;
  const isExtension = (number: string): boolean => directory.isExtension(tenantId, number);
  const number = readNumber(directory.settings(tenantId), call.dialled, isExtension);
  if (number.is === 'log-in') return { to: 'log-in', extension: number.extension };
  if (number.is === 'log-out') return { to: 'log-out' };
  if (number.is !== 'extension') return { to: 'nobody', status: 404 };
  const user = directory.userByExtension(tenantId, number.extension);
  const desk = user === undefined ? directory.deskByExtension(tenantId, number.extension) : undefined;
  if (user === undefined && desk === undefined) return { to: 'nobody', status: 404 };
  const desks = user === undefined ? (desk === undefined ? [] : [desk]) : directory.desksOfUser(user.userId);
  const targets = desks.flatMap((one) => targetsAt(deps, one, call));
  if (targets.length > 0) return { to: 'desks', targets };
  return { to: 'nobody', status: 480, ...(call.scheme === 'sips' ? { warning: SIPS_NOT_ALLOWED } : {}) };
}

/**
 * The ways to the phone of a desk. During a switch it may be registered twice, as what it was and as what it becomes:
 * then only the newer counts. Right after a takeover it is not registered at all, but still there.
 */
function targetsAt(
  { locations, sipHost, recordRoutesTo }: Deps,
  desk: SipDesk,
  { caller, credential, scheme, nowMs }: Call,
): CallTarget[] {
  const headers = [['P-Asserted-Identity', identityOf(caller, credential, sipHost)]] as const;
  const by = (phone: Whereabouts): CallTarget[] => {
    const way = wayToPhone(phone, scheme);
    const party = { is: 'desk', deskId: desk.deskId } as const;
    return way === undefined ? [] : [{ ...way, party, headers, recordRoutes: recordRoutesTo(phone.flow) }];
  };
  for (const { authName } of desk.credentials) {
    const bound = locations.ofCredential(desk.deskId, authName, nowMs);
    if (bound.length > 0) return bound.flatMap(({ binding, flow }) => by({ ...binding, flow }));
  }
  const last = locations.lastHeard(desk.deskId);
  if (last === undefined || last.untilMs <= nowMs) return [];
  // A phone that came with what is newest, and is not bound, has taken leave.
  return last.authName === desk.credentials[0]?.authName ? [] : by(last);
}

/** RFC 3325 9.1: who calls is who sits at the desk, whatever the phone still says of itself. */
function identityOf(caller: SipDesk, credential: SipCredential, sipHost: string): string {
  const { name, extension } = caller.occupant ?? {
    name: caller.displayName,
    extension: credential.extension,
  };
  return serializeNameAddr({
    displayName: name,
    uri: `sip:${extension}@${hostOf(sipHost)}`,
    params: noParams,
  });
}

import type { TenantId } from '#server/hotdesk/ids.ts';
import type { SipDesk } from '#server/hotdesk/sip-directory.ts';
import type { Flow } from '#server/sip/flow.ts';
import { Q_DEFAULT } from '#server/sip/proxy/search-order.ts';
import type { Directory } from './directory.ts';
import type { Locations } from './locations.ts';
import type { CallTarget } from './proxied-calls.ts';
import { type Scheme, type Whereabouts, wayToPhone } from './way-to-phone.ts';

type Deps = {
  directory: Directory;
  locations: Locations;
  /** What a call to this phone is to come by later. */
  recordRoutesTo(callee: Flow): readonly string[];
};
type Wanted = {
  readonly tenantId: TenantId;
  readonly extension: string;
  readonly scheme: Scheme;
  readonly nowMs: number;
};
/** What the phones that ring are told. */
export type Look = Pick<CallTarget, 'headers' | 'names'>;

/** The phones where an extension rings: where its user sits, or the desk that has it. Undefined where nobody has it. */
export function targetsOf(deps: Deps, wanted: Wanted, look: Look): CallTarget[] | undefined {
  const { directory } = deps;
  const { tenantId, extension } = wanted;
  const user = directory.userByExtension(tenantId, extension);
  const desk = user === undefined ? directory.deskByExtension(tenantId, extension) : undefined;
  if (user === undefined && desk === undefined) return undefined;
  const desks = user === undefined ? (desk === undefined ? [] : [desk]) : directory.desksOfUser(user.userId);
  return desks.flatMap((one) => targetsAt(deps, one, wanted).map((target) => ({ ...target, ...look })));
}

/**
 * The ways to the phone of a desk. During a switch it may be registered twice, as what it was and as what it becomes:
 * then only the newer counts. Right after a takeover it is not registered at all, but still there.
 */
function targetsAt(
  { locations, recordRoutesTo }: Deps,
  desk: SipDesk,
  { scheme, nowMs }: Wanted,
): CallTarget[] {
  const by = (phone: Whereabouts, qThousandths = Q_DEFAULT): CallTarget[] => {
    const way = wayToPhone(phone, scheme);
    const party = { is: 'desk', deskId: desk.deskId } as const;
    return way === undefined
      ? []
      : [{ ...way, party, qThousandths, recordRoutes: recordRoutesTo(phone.flow) }];
  };
  for (const { authName } of desk.credentials) {
    const bound = locations.ofCredential(desk.deskId, authName, nowMs);
    if (bound.length > 0)
      return bound.flatMap(({ binding, flow }) => by({ ...binding, flow }, binding.qThousandths));
  }
  const last = locations.lastHeard(desk.deskId);
  if (last === undefined || last.untilMs <= nowMs) return [];
  // A phone that came with what is newest, and is not bound, has taken leave.
  return last.authName === desk.credentials[0]?.authName ? [] : by(last);
}

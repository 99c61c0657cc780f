import type { MacAddress } from '#server/hotdesk/ids.ts';
import { armedDesk, handOver } from '#server/hotdesk/rps/shared-address.ts';
import type { HandleProvisioning, ProvisioningDeps, ProvisioningRequest } from './handle-request.ts';
import { identifyPhone } from './identify.ts';
import { readRequestPath } from './request-path.ts';

/** `/p/shared/<token>/<file>`. */
const SHARED = /^\/p\/shared\/([a-z0-9]{32})(\/.*)?$/;

/**
 * The address that phones share whose maker's service keeps no link for each: an armed phone is answered as at its own desk's
 * address, which stands in the file that it gets. All others are strangers.
 */
export function withSharedAddress(
  deps: Pick<ProvisioningDeps, 'db' | 'clock'>,
  handle: HandleProvisioning,
): HandleProvisioning {
  return async (request) => {
    const [, sharedToken, rest = '/'] = SHARED.exec(request.path) ?? [];
    if (sharedToken === undefined) return handle(request);
    const mac = macOf(request, `/p/${sharedToken}${rest}`);
    const desk = mac && (await armedDesk(deps, { sharedToken, mac }));
    if (desk === undefined) return handle(request);
    const answer = await handle({ ...request, path: `/p/${desk.configToken}${rest}` });
    const { sent } = answer;
    if (sent === undefined) return answer;
    return {
      ...answer,
      sent: async () => {
        await sent();
        await handOver(deps, desk);
      },
    };
  };
}

/** The one phone that a request is about, by the file's name and by what the phone says of itself. */
function macOf(request: ProvisioningRequest, path: string): MacAddress | undefined {
  const named = readRequestPath(path, request.query ?? '')?.macs ?? [];
  const said = identifyPhone(request.userAgent)?.mac;
  const all = new Set<MacAddress>([...named, ...(said === undefined ? [] : [said as MacAddress])]);
  const [mac] = all;
  return all.size === 1 ? mac : undefined;
}

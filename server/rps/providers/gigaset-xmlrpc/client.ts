import type { XmlRpcService } from '../../xml-rpc/call.ts';
import { redirectMethods } from '../../xml-rpc/redirect.ts';

type Registration = { macId: string; url: string; providerName: string };

/** The methods of Gigaset's older service that are used here. */
export function gigasetClient(service: XmlRpcService) {
  const { ask, tell } = redirectMethods(service, 'autoprov');
  return {
    checkDevice: (macId: string) => ask('checkDevice', macId),
    registerDevice: ({ macId, url, providerName }: Registration) =>
      tell('registerDevice', macId, url, providerName),
    deregisterDevice: (macId: string) => tell('deregisterDevice', macId),
  };
}

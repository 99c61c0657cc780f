import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { XmlRpcService } from '../../xml-rpc/call.ts';
import { redirectMethods } from '../../xml-rpc/redirect.ts';
import { macOf } from './mapper.ts';

/** The methods of Snom's "XML-RPC API" that are used here. */
export function snomClient(service: XmlRpcService) {
  const { ask, tell } = redirectMethods(service);
  return {
    checkPhone: (mac: MacAddress) => ask('checkPhone', macOf(mac)),
    getPhoneRedirection: (mac: MacAddress) => ask('getPhoneRedirection', macOf(mac)),
    registerPhone: (mac: MacAddress, url: string) => tell('registerPhone', macOf(mac), url),
    deregisterPhone: (mac: MacAddress) => tell('deregisterPhone', macOf(mac)),
  };
}

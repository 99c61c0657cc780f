import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { XmlRpcService } from '../../xml-rpc/call.ts';
import { redirectMethods } from '../../xml-rpc/redirect.ts';
import { macOf } from '../../xml-rpc/redirect-devices.ts';

/**
 * The commands of "Htek XML API for RPS" that are used here. `registerDevice` has a third parameter there, which takes a phone from
 * whoever has it: it is never sent.
 */
export function htekClient(service: XmlRpcService) {
  const { ask, tell } = redirectMethods(service);
  return {
    checkDevice: (mac: MacAddress) => ask('checkDevice', macOf(mac)),
    addServer: (serverName: string, url: string) => tell('addServer', serverName, url),
    registerDevice: (mac: MacAddress, serverName: string) => tell('registerDevice', macOf(mac), serverName),
    deRegisterDevice: (mac: MacAddress) => tell('deRegisterDevice', macOf(mac)),
  };
}

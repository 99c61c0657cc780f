import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { XmlRpcService } from '../../xml-rpc/call.ts';
import { redirectMethods } from '../../xml-rpc/redirect.ts';
import { macOf } from '../../xml-rpc/redirect-devices.ts';

type Registration = { mac: MacAddress; serverName: string; url: string; isOverride: boolean };

/** The methods of Yealink's "XML API for RPS" that are used here. All parameters are strings. */
export function yealinkClient(service: XmlRpcService) {
  const { ask, tell } = redirectMethods(service);
  return {
    /** C1: one client is known to call it. */
    checkDevice: (mac: MacAddress) => ask('checkDevice', macOf(mac)),
    /** C1, and that client always overrides: that `0` does not is UNVERIFIED. */
    registerDeviceWithUniqueUrl: ({ mac, serverName, url, isOverride }: Registration) =>
      tell('registerDeviceWithUniqueUrl', macOf(mac), serverName, url, isOverride ? '1' : '0'),
    addServer: (serverName: string, url: string) => tell('addServer', serverName, url),
    deRegisterDevice: (mac: MacAddress) => tell('deRegisterDevice', macOf(mac)),
  };
}

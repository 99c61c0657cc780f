import type { MacAddress } from '#server/hotdesk/ids.ts';
import { callXmlRpc, type XmlRpcService } from '../../xml-rpc/call.ts';

/** The methods of Auerswald's service that the one known client uses. Its MACs are plain and in small letters. */
export function auerswaldClient(service: XmlRpcService) {
  const ask = (method: string, ...parameters: string[]) =>
    callXmlRpc(service, { method, parameters, isWrite: false });
  const tell = (method: string, ...parameters: string[]) =>
    callXmlRpc(service, { method, parameters, isWrite: true });
  return {
    deviceInfo: (mac: MacAddress) => ask('DeviceInfo', mac),
    deviceRegister: (mac: MacAddress, url: string) => tell('DeviceRegister', mac, url),
    deviceDeregister: (mac: MacAddress) => tell('DeviceDeregister', mac),
  };
}

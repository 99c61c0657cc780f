import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { XmlRpcService } from '../../xml-rpc/call.ts';
import { redirectMethods } from '../../xml-rpc/redirect.ts';
import { groupOf, macOf, materialServerOf } from './mapper.ts';

/** The methods of Fanvil's FDPS that are used here, as two working clients call them: no document of the maker is public. */
export function fanvilClient(service: XmlRpcService) {
  const { ask, tell } = redirectMethods(service);
  return {
    /** C1. */
    listDevices: () => ask('listDevices'),
    addMaterialServer: (mac: MacAddress, url: string) =>
      tell('addMaterialServer', materialServerOf(mac, url)),
    deleteServer: (mac: MacAddress) => tell('deleteServer', groupOf(mac)),
    registerDevice: (mac: MacAddress) => tell('registerDevice', macOf(mac), groupOf(mac)),
    deRegisterDevice: (mac: MacAddress) => tell('deRegisterDevice', macOf(mac)),
  };
}

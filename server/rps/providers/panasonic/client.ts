import type { MacAddress } from '#server/hotdesk/ids.ts';
import { ok, type Result } from '#server/ports/result.ts';
import type { RpsError } from '../../rps-error.ts';
import { exchangeXmlRpc, type XmlRpcService } from '../../xml-rpc/call.ts';
import type { PanasonicAnswer } from './api-types.ts';
import { answerOf, macOf } from './mapper.ts';

type Answering = Promise<Result<PanasonicAnswer, RpsError>>;

/** The methods `ipredirect.*` that are used here. */
export function panasonicClient(service: XmlRpcService) {
  const call = async (method: string, isWrite: boolean, ...parameters: string[]): Answering => {
    const one = { method: `ipredirect.${method}`, parameters, isWrite };
    const response = await exchangeXmlRpc(service, one);
    return response.ok ? ok(answerOf(response.value)) : response;
  };
  return {
    checkPhones: (mac: MacAddress) => call('checkPhones', false, macOf(mac)),
    getPhone: (mac: MacAddress) => call('getPhone', false, macOf(mac)),
    registerPhone: (mac: MacAddress, url: string) => call('registerPhone', true, macOf(mac), url),
    unregisterPhone: (mac: MacAddress) => call('unregisterPhone', true, macOf(mac)),
  };
}

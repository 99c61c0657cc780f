import { type Call, startXmlRpcServer, truth, typed, type XmlRpcStandIn } from './xml-rpc-server.ts';

export type AuerswaldStandIn = XmlRpcStandIn & {
  /** Links by MAC: 12 lower-case hex digits. */
  readonly ours: Map<string, string>;
  readonly foreign: Set<string>;
};

export const AUERSWALD_ACCOUNT = { username: 'office', password: 'pass: wörd' };

type Options = {
  /** Whether the service tells of somebody else's phone as of the account's own: no source says so or otherwise. */
  tellsForeign?: boolean;
};

/** Auerswald's XML-RPC service (facts §7). */
export async function startAuerswald({ tellsForeign = false }: Options = {}): Promise<AuerswaldStandIn> {
  const store = { ours: new Map<string, string>(), foreign: new Set<string>(), tellsForeign };
  const service = await startXmlRpcServer({
    ...{ path: '/xmlrpc/', contentTypes: ['text/xml'], ...AUERSWALD_ACCOUNT },
    answer: (call) => answerOf(call, store),
    linkOf: (mac) => store.ours.get(mac),
  });
  return Object.assign(service, store);
}

type Store = Pick<AuerswaldStandIn, 'ours' | 'foreign'> & { tellsForeign: boolean };

/** Assumption: that the struct has more than the MAC. */
const infoOf = (mac: string): string =>
  `<value><struct><member><name>mac</name>${typed(mac)}</member><member><name>provider</name>${typed('Office')}</member></struct></value>`;

function answerOf({ method, parameters }: Call, store: Store): string | undefined {
  const { ours, foreign, tellsForeign } = store;
  const [mac, url] = parameters;
  const is = (name: string, count: number) => method === name && parameters.length === count;
  if (typeof mac !== 'string' || !/^[0-9a-f]{12}$/.test(mac)) return undefined;
  if (is('DeviceInfo', 1)) {
    const isTold = ours.has(mac) || (tellsForeign && foreign.has(mac));
    // Assumption: what is said of a phone that is not there.
    return isTold ? infoOf(mac) : truth(false);
  }
  if (is('DeviceDeregister', 1)) return truth(ours.delete(mac));
  if (!is('DeviceRegister', 2) || typeof url !== 'string') return undefined;
  if (foreign.has(mac)) return truth(false);
  ours.set(mac, url);
  return truth(true);
}

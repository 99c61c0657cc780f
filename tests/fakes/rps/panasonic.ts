import {
  type Call,
  type Fault,
  list,
  type Param,
  startXmlRpcServer,
  struct,
  truth,
  typed,
  whole,
  type XmlRpcStandIn,
} from './xml-rpc-server.ts';

export type PanasonicStandIn = XmlRpcStandIn & {
  /** Links by MAC: 12 lower-case hex digits. */
  readonly ours: Map<string, string>;
  readonly foreign: Set<string>;
};

export const PANASONIC_ACCOUNT = { username: 'office', password: 'pass: wörd' };

type Options = {
  /** Whether a refusal is a fault, as in the maker's examples, or a struct in the place of an answer, as one client reads it. */
  saysRefusalAs?: 'fault' | 'struct';
};

/** Panasonic's redirection server (facts §7). */
export async function startPanasonic({ saysRefusalAs = 'fault' }: Options = {}): Promise<PanasonicStandIn> {
  const store = { ours: new Map<string, string>(), foreign: new Set<string>() };
  const service = await startXmlRpcServer({
    ...{ path: '/redirect/xmlrpc', contentTypes: ['text/xml'], ...PANASONIC_ACCOUNT },
    answer: (call) => {
      const said = answerOf(call, store);
      return typeof said === 'object' && saysRefusalAs === 'struct' ? refusalStruct(said) : said;
    },
    linkOf: (mac) => store.ours.get(mac),
  });
  return Object.assign(service, store);
}

type Store = Pick<PanasonicStandIn, 'ours' | 'foreign'>;

const refusalStruct = ({ code, text }: Fault): Param =>
  struct({ faultCode: whole(code), faultString: typed(text) });

function answerOf({ method, parameters }: Call, store: Store): Param | Fault | undefined {
  const [first, url] = parameters;
  const is = (name: string, count: number) => method === `ipredirect.${name}` && parameters.length === count;
  if (typeof first !== 'string') return undefined;
  // The sentences are the maker's where its examples have one, and never more than assumed elsewhere.
  const refused = (code: number, why: string): Fault => ({ code, text: `${first}:${why}` });
  const mac = first.toLowerCase();
  const isFormed = /^[0-9A-F]{12}$/.test(first);
  if (is('checkPhones', 1)) return list(refusalStruct({ code: stateOf(mac, isFormed, store), text: first }));
  if (!isFormed) return refused(200, 'Invalid MAC address');
  if (is('registerPhone', 2) && typeof url === 'string') {
    if (store.foreign.has(mac)) return refused(202, 'Already registered');
    if (!/^https?:\/\/[^/]+\/\S+$/.test(url)) return refused(100, 'Invalid URL');
    store.ours.set(mac, url);
    return truth(true);
  }
  const link = store.ours.get(mac);
  if (is('getPhone', 1))
    return link === undefined ? refused(203, ' You are not owner of the phone.') : entry(first, link);
  if (!is('unregisterPhone', 1)) return undefined;
  if (store.foreign.has(mac)) return refused(202, 'Already registered');
  return store.ours.delete(mac) ? truth(true) : refused(201, 'Invalid MAC address');
}

function stateOf(mac: string, isFormed: boolean, { ours, foreign }: Store): number {
  if (!isFormed) return 200;
  if (foreign.has(mac)) return 202;
  return ours.has(mac) ? 0 : 201;
}

/** What the maker's example holds. */
const entry = (mac: string, url: string): Param =>
  struct({
    ...{ mac: typed(mac), url: typed(url) },
    register_date: '<value><dateTime.iso8601>2026-07-12T05:32:12Z</dateTime.iso8601></value>',
    access_date: '<value><dateTime.iso8601>2026-07-12T06:08:35Z</dateTime.iso8601></value>',
    ...{ note: typed(''), model: typed('KX-HDV230'), version: typed('07.129'), profile: typed('') },
  });

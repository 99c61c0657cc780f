import { type Call, list, startXmlRpcServer, truth, untyped, type XmlRpcStandIn } from './xml-rpc-server.ts';

type Entry = { readonly url: string; readonly name: string };

export type GigasetXmlrpc = XmlRpcStandIn & {
  /** By MAC: 12 lower-case hex digits. */
  readonly ours: Map<string, Entry>;
  readonly foreign: Set<string>;
};

export const GIGASET_ACCOUNT = { username: 'office', password: 'pass: wörd', providerName: 'Office' };

/** What is printed on every phone that there is. */
export const CHECK_CODE = 'X7T1';

/** Gigaset's older service (facts §7): a phone is named by its MAC-ID, and what is refused is named after a colon. */
export async function startGigasetXmlrpc(): Promise<GigasetXmlrpc> {
  const store = { ours: new Map<string, Entry>(), foreign: new Set<string>() };
  const { username, password } = GIGASET_ACCOUNT;
  const service = await startXmlRpcServer({
    ...{ path: '/apxml/rpc.do', contentTypes: ['text/xml'], username, password },
    answer: (call) => answerOf(call, store),
    linkOf: (mac) => store.ours.get(mac)?.url,
  });
  return Object.assign(service, store);
}

type Store = Pick<GigasetXmlrpc, 'ours' | 'foreign'>;

const yes = (): string => list(truth(true), untyped('OK'));
const no = (key: string, value: string): string => list(truth(false), untyped(`${key}:${value}`));

function answerOf({ method, parameters }: Call, { ours, foreign }: Store): string | undefined {
  const [macId, url, name] = parameters;
  const is = (one: string, count: number) => method === `autoprov.${one}` && parameters.length === count;
  if (typeof macId !== 'string') return undefined;
  const [, hex, code] = /^([0-9A-F]{12})-([0-9A-Z]{4})$/.exec(macId) ?? [];
  if (hex === undefined) return no('mac_invalid', macId);
  const mac = hex.toLowerCase();
  // Assumption: that a wrong code is said so, and that a phone of somebody else's is not found at a question.
  if (code !== CHECK_CODE) return no('mac_not_exist', hex);
  if (is('checkDevice', 1)) return ours.has(mac) ? yes() : no('mac_not_found', hex);
  // Assumption: which of the two is said where it is removed.
  if (is('deregisterDevice', 1)) return ours.delete(mac) ? yes() : no('mac_not_found', hex);
  if (!is('registerDevice', 3) || typeof url !== 'string' || typeof name !== 'string') return undefined;
  if (ours.has(mac) || foreign.has(mac)) return no('mac_already_in_use', hex);
  if (!/^https?:\/\/[^/]+/.test(url)) return no('url_invalid', url);
  if (name === '') return no('name_invalid', name);
  ours.set(mac, { url, name });
  return yes();
}

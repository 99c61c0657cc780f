import { type Call, list, startXmlRpcServer, truth, typed, type XmlRpcStandIn } from './xml-rpc-server.ts';

export type SnomXmlrpc = XmlRpcStandIn & {
  /** Links by MAC: 12 lower-case hex digits. */
  readonly ours: Map<string, string>;
  readonly foreign: Set<string>;
};

export const SNOM_ACCOUNT = { username: 'office', password: 'pass: wörd' };

type Options = {
  /** Whether `getPhoneRedirection` tells the company before the link: one known client reads it so, another does not. */
  tellsCompany?: boolean;
};

/** Snom's XML-RPC service (facts 3.2). */
export async function startSnomXmlrpc({ tellsCompany = true }: Options = {}): Promise<SnomXmlrpc> {
  const store = { ours: new Map<string, string>(), foreign: new Set<string>(), tellsCompany };
  const service = await startXmlRpcServer({
    ...{ path: '/xmlrpc/', contentTypes: ['text/xml'], ...SNOM_ACCOUNT },
    answer: (call) => answerOf(call, store),
    linkOf: (mac) => store.ours.get(mac),
  });
  return Object.assign(service, store);
}

type Store = Pick<SnomXmlrpc, 'ours' | 'foreign'> & { tellsCompany: boolean };

const yes = (...texts: string[]): string => list(truth(true), ...texts.map(typed));
const no = (key: string): string => list(truth(false), typed(`Error:${key}`));

function answerOf({ method, parameters }: Call, store: Store): string | undefined {
  const [first, second] = parameters;
  const is = (name: string, count: number) => method === `redirect.${name}` && parameters.length === count;
  // Whether the list holds phones of every type is an assumption.
  if (is('listPhones', 2)) return list(...[...store.ours].map(([mac]) => typed(mac.toUpperCase())));
  if (typeof first !== 'string') return undefined;
  const mac = first.toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(mac)) return no('malformed_mac');
  if (store.foreign.has(mac)) return no('owned_by_other_user');
  if (is('registerPhone', 2) && typeof second === 'string') {
    if (!/^https?:\/\/[^/]+/.test(second)) return no('malformed_url');
    store.ours.set(mac, second);
    return yes('Ok');
  }
  const link = store.ours.get(mac);
  if (link === undefined) return no('no_such_mac');
  if (is('checkPhone', 1)) return yes('Ok');
  if (is('getPhoneRedirection', 1)) return store.tellsCompany ? yes('Office', link) : yes(link);
  if (!is('deregisterPhone', 1)) return undefined;
  store.ours.delete(mac);
  return yes('Ok');
}

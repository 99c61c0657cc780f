import { type Call, list, startXmlRpcServer, truth, untyped, type XmlRpcStandIn } from './xml-rpc-server.ts';

export type Htek = XmlRpcStandIn & {
  /** By MAC, 12 lower-case hex digits: the name of the server. */
  readonly ours: Map<string, string>;
  readonly foreign: Set<string>;
  /** By name: the link. */
  readonly servers: Map<string, string>;
  linkOf(mac: string): string | undefined;
};

export const HTEK_ACCOUNT = { username: 'office', password: 'pass: wörd' };

/** Htek's service (facts §7 and §1.3), after its manual: a server has the link, and stays what it is. */
export async function startHtek(): Promise<Htek> {
  const store = {
    ours: new Map<string, string>(),
    foreign: new Set<string>(),
    servers: new Map<string, string>(),
  };
  const linkOf = (mac: string) => store.servers.get(store.ours.get(mac) ?? '');
  const service: XmlRpcStandIn = await startXmlRpcServer({
    ...{ path: '/index.php/xmlrpc', contentTypes: ['text/xml'], ...HTEK_ACCOUNT, linkOf },
    answer: (call) => answerOf(call, store),
  });
  return Object.assign(service, store, { linkOf });
}

type Store = Pick<Htek, 'ours' | 'foreign' | 'servers'>;

const yes = (text = 'OK'): string => list(truth(true), untyped(text));
const no = (text: string): string => list(truth(false), untyped(text));

/** A third parameter of `registerDevice` would take the phone from its owner: it is no method here, so it is complained of. */
function answerOf({ method, parameters }: Call, store: Store): string | undefined {
  const [first, second] = parameters;
  const is = (name: string, count: number) => method === `redirect.${name}` && parameters.length === count;
  if (typeof first !== 'string') return undefined;
  if (is('addServer', 2) && typeof second === 'string') return addServer(store, first, second);
  if (!/^[0-9a-f]{12}$/i.test(first)) return no(`Error:Invalid MAC(s):${first}`);
  const mac = first.toLowerCase();
  if (is('checkDevice', 1)) return stateOf(store, mac);
  // Assumption: a phone that is not ours is as invalid as one that is misspelt.
  if (is('deRegisterDevice', 1)) return store.ours.delete(mac) ? yes() : no(`Error:Invalid MAC(s):${first}`);
  if (!is('registerDevice', 2) || typeof second !== 'string') return undefined;
  if (!store.servers.has(second)) return no('Error:Invalid server');
  if (store.ours.has(mac)) return no(`Existing MAC(s):${first}`);
  if (store.foreign.has(mac)) return no(`Are you sure you want to override MAC addresses:${first}`);
  store.ours.set(mac, second);
  return yes();
}

/** Assumption: as at Yealink. */
function stateOf({ ours, foreign }: Store, mac: string): string {
  if (ours.has(mac)) return yes('Registered');
  return no(foreign.has(mac) ? 'Registered Elsewhere' : 'Unregistered');
}

function addServer({ servers }: Store, name: string, url: string): string {
  if (!/^[A-Za-z0-9\-_. ]{1,20}$/.test(name)) return no('Error:Invalid server name');
  if (!/^(https?|ftp|tftp):\/\//.test(url))
    return no("Error:The url can only begin with 'http://' or 'https://' or 'ftp://' or 'tftp://'");
  // Assumption: the words, and that a name is taken once.
  if (servers.has(name)) return no('Error:Existing server');
  servers.set(name, url);
  return yes();
}

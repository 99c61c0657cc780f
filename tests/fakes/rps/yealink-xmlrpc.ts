import { type Call, list, startXmlRpcServer, truth, untyped, type XmlRpcStandIn } from './xml-rpc-server.ts';

export type YealinkXmlrpc = XmlRpcStandIn & {
  /** By MAC: 12 lower-case hex digits. */
  readonly ours: Map<string, { server: string; url: string }>;
  readonly foreign: Set<string>;
  readonly servers: Map<string, string>;
};

export const YEALINK_ACCOUNT = { username: 'office', password: 'pass: wörd' };

/** Yealink's XML-RPC service (facts 1.3): a text without a type follows the boolean. */
export async function startYealinkXmlrpc(): Promise<YealinkXmlrpc> {
  const store = {
    ours: new Map<string, { server: string; url: string }>(),
    foreign: new Set<string>(),
    servers: new Map<string, string>(),
  };
  const service: XmlRpcStandIn = await startXmlRpcServer({
    ...{ path: '/xmlrpc', contentTypes: ['text/xml'], ...YEALINK_ACCOUNT },
    answer: (call) => answerOf(call, store, (why) => service.complaints.push(why)),
    linkOf: (mac) => store.ours.get(mac)?.url,
  });
  return Object.assign(service, store);
}

type Store = Pick<YealinkXmlrpc, 'ours' | 'foreign' | 'servers'>;
type Complain = (why: string) => void;

const yes = (text = 'OK'): string => list(truth(true), untyped(text));
const no = (text: string): string => list(truth(false), untyped(text));

/** The four spellings of Akuvox's manual, leading zeros and all. */
const macOf = (text: string): string | undefined =>
  /^([0-9a-f]{12}|([0-9a-f]{2}([-: ]))([0-9a-f]{2}\3){4}[0-9a-f]{2})$/i.test(text)
    ? text.replace(/[-: ]/g, '').toLowerCase()
    : undefined;

function answerOf({ method, parameters }: Call, store: Store, complain: Complain): string | undefined {
  const texts = parameters.filter((one) => typeof one === 'string');
  const [first = '', second = '', url = '', override = ''] = texts;
  const is = (name: string, count: number) =>
    method === `redirect.${name}` && texts.length === count && parameters.length === count;
  if (is('addServer', 2)) return addServer(store, { name: first, url: second });
  const mac = macOf(first);
  if (is('checkDevice', 1)) return mac === undefined ? no('Error:Invalid MAC') : stateOf(store, mac);
  if (is('deRegisterDevice', 1)) {
    // Assumption: a phone that is not ours is as invalid as one that is misspelt.
    return mac !== undefined && store.ours.delete(mac) ? yes() : no(`Error:Invalid MAC(s):${first}`);
  }
  if (!is('registerDeviceWithUniqueUrl', 4)) return undefined;
  if (mac === undefined) return no(`Error:Invalid MAC(s):${first}`);
  if (override === '1' && !store.ours.has(mac)) complain(`override of ${mac}`);
  return register(store, { mac, server: second, url, isOverride: override === '1' });
}

function stateOf({ ours, foreign }: Store, mac: string): string {
  if (ours.has(mac)) return yes('Registered');
  // Assumption: the boolean; the only known client reads the text alone.
  return foreign.has(mac) ? no('Registered Elsewhere') : no('Unregistered');
}

function addServer({ servers }: Store, { name, url }: { name: string; url: string }): string {
  if (!/^[A-Za-z0-9\-_. ]{1,20}$/.test(name))
    return no("Error:The server name can only contain 'A-z 0-9 - _ . '(include space)");
  servers.set(name, url);
  return yes();
}

type Registration = { mac: string; server: string; url: string; isOverride: boolean };

function register({ ours, foreign, servers }: Store, { mac, server, url, isOverride }: Registration): string {
  // Assumption: the server must exist although the phone has a link of its own.
  if (!servers.has(server)) return no('Error:Invalid server');
  if (!/^(https?|ftp|tftp):\/\//.test(url))
    return no("Error:The url can only begin with 'http://' or 'https://' or 'ftp://' or 'tftp://'");
  // Another account; which words follow is an assumption.
  if (foreign.has(mac)) return no('Error:9f3c2ab41d00 has registered it');
  // Assumption: as in Htek's copy of this service.
  if (ours.has(mac) && !isOverride) return no(`Existing MAC(s):${mac}`);
  ours.set(mac, { server, url });
  return yes();
}

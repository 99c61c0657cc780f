import { createHash } from 'node:crypto';
import { type Call, list, startXmlRpcServer, truth, typed, type XmlRpcStandIn } from './xml-rpc-server.ts';

type Group = { protocol: string; server: string; fileName: string };

export type Fanvil = XmlRpcStandIn & {
  /** Group by MAC: 12 upper-case hex digits. */
  readonly devices: Map<string, string>;
  readonly groups: Map<string, Group>;
  readonly foreign: Set<string>;
  /** Where a phone of ours is sent. */
  linkOf(mac: string): string | undefined;
};

export const FANVIL_ACCOUNT = { username: 'office', password: 'pw' };

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

/** Fanvil's FDPS (facts 2): texts have a type; a group stands before its phone and goes after it. */
export async function startFanvil(): Promise<Fanvil> {
  const store = {
    devices: new Map<string, string>(),
    groups: new Map<string, Group>(),
    foreign: new Set<string>(),
  };
  const linkOf = (mac: string): string | undefined => {
    const group = store.groups.get(store.devices.get(mac.toUpperCase()) ?? '');
    return group && `${group.protocol}://${group.server}/${group.fileName}`;
  };
  const service = await startXmlRpcServer({
    ...{ path: '/xmlrpc.php', contentTypes: ['text/xml', 'application/xml'] },
    ...{ username: FANVIL_ACCOUNT.username, password: md5(md5(FANVIL_ACCOUNT.password)) },
    answer: (call) => answerOf(call, store),
    linkOf,
  });
  return Object.assign(service, store, { linkOf });
}

type Store = Pick<Fanvil, 'devices' | 'groups' | 'foreign'>;

const yes = (): string => list(truth(true), typed('OK'));
const no = (text: string): string => list(truth(false), typed(text));

function answerOf({ method, parameters }: Call, store: Store): string | undefined {
  const [first, second] = parameters;
  const is = (name: string, count: number) => method === `redirect.${name}` && parameters.length === count;
  // Assumption: that an item is the MAC alone.
  if (is('listDevices', 0)) return list(truth(true), list(...[...store.devices.keys()].map(typed)));
  if (is('addMaterialServer', 1) && Array.isArray(first)) return addMaterialServer(store, first);
  if (typeof first !== 'string') return undefined;
  if (is('deleteServer', 1)) return deleteServer(store, first);
  if (!/^[0-9A-F]{12}$/.test(first)) return no('Error: mac_format_error');
  if (is('registerDevice', 2) && typeof second === 'string') return register(store, first, second);
  if (!is('deRegisterDevice', 1)) return undefined;
  return store.devices.delete(first) ? yes() : no('Error:device_not_exist');
}

const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'ftp', 2: 'tftp', 4: 'http', 5: 'https' };
const FIXED = { cfgPfMode: '1', cfgDhcpOpt: 'false', cfgPnpEnable: 'false' };

function addMaterialServer({ groups }: Store, settings: readonly string[]): string | undefined {
  const pairs = settings.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]);
  const { cfgName, cfgPfSrv, cfgPfName, cfgPfProt, ...others } = Object.fromEntries(pairs);
  // A setting that nobody is known to send, or one too few.
  if (JSON.stringify(Object.entries(others).sort()) !== JSON.stringify(Object.entries(FIXED).sort()))
    return undefined;
  const protocol = PROTOCOLS[cfgPfProt ?? ''];
  // Assumption: that a query or a slash at the beginning is refused; clients are only known not to send them.
  const isLink =
    protocol !== undefined &&
    /^[^/\s]+$/.test(cfgPfSrv ?? '') &&
    /^[^/?\s][^?\s]*$/.test(cfgPfName ?? '') &&
    !!cfgName;
  if (!isLink) return no('Error: url_format_error');
  if (groups.has(cfgName)) return no('Error:server_had_existed');
  groups.set(cfgName, { protocol, server: cfgPfSrv ?? '', fileName: cfgPfName ?? '' });
  return yes();
}

function deleteServer({ devices, groups }: Store, name: string): string {
  // Assumption: the words; clients only tell that it is refused.
  if ([...devices.values()].includes(name)) return no('Error:server_has_device');
  // Both spellings have been seen; which one when is not known.
  const absent = groups.size % 2 === 0 ? 'Error:server_not_exist' : 'Error:server_not_existed';
  return groups.delete(name) ? yes() : no(absent);
}

function register({ devices, groups, foreign }: Store, mac: string, group: string): string {
  if (!groups.has(group)) return no('Error:server_not_exist');
  if (foreign.has(mac) || devices.has(mac)) return no('Error: device_had_existed');
  devices.set(mac, group);
  return yes();
}

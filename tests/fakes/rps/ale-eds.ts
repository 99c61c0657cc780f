import { type Asked, type StandIn, startStandIn, type Told } from './stand-in.ts';

export type EdsStandIn = StandIn & {
  /** By MAC: the profile of each of the account's phones, and the id of its entry. */
  readonly ours: Map<string, { readonly id: number; readonly profile: number }>;
  readonly foreign: Set<string>;
  /** By id. */
  readonly servers: Map<number, { readonly name: string; readonly url: string }>;
  readonly profiles: Map<number, { readonly name: string; readonly server: number }>;
  linkOf(mac: string): string | undefined;
  /** What was given is taken no more. */
  endTokens(): void;
};

export const ALE_ACCOUNT = { apiUserName: 'office', apiPassword: 'api password' };

const json = (status: number, body: unknown): Told => ({
  ...{ status, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify(body),
});
const yes = (data?: unknown): Told => json(200, { success: true, ...(data === undefined ? {} : { data }) });
const NO = json(200, { success: false });

/** ALE's EDS (facts §7): a token first, then servers, profiles of a server, and phones of a profile. */
export async function startEds(): Promise<EdsStandIn> {
  const store: Store = {
    ...{ ours: new Map(), foreign: new Set<string>(), servers: new Map(), profiles: new Map() },
    ...{ tokens: new Set<string>(), ids: 100 },
  };
  const linkOf = (mac: string) => {
    const profile = store.profiles.get(store.ours.get(mac)?.profile ?? 0);
    return store.servers.get(profile?.server ?? 0)?.url;
  };
  const service = await startStandIn((asked) => answerTo(asked, store), linkOf);
  const { ours, foreign, servers, profiles } = store;
  return { ...service, ours, foreign, servers, profiles, linkOf, endTokens: () => store.tokens.clear() };
}

type Store = Pick<EdsStandIn, 'ours' | 'foreign' | 'servers' | 'profiles'> & {
  readonly tokens: Set<string>;
  ids: number;
};

function answerTo(asked: Asked, store: Store): Told {
  const { method, path, headers } = asked;
  if (path === '/api/bp_user/generate/token' && method === 'GET') return signIn(headers, store);
  // Assumption: the status.
  if (!store.tokens.has(headers['token'] ?? '')) return json(401, { success: false });
  const [, kind, id] = /^\/api\/(servers|profiles|devices)(?:\/(\d+))?$/.exec(path) ?? [];
  if (method === 'DELETE' && kind === 'devices' && id !== undefined) return remove(Number(id), store);
  if (id !== undefined || kind === undefined) return json(404, { success: false });
  if (method === 'GET') return listOf(kind, store);
  if (method !== 'POST' || headers['content-type'] !== 'application/json')
    return json(405, { success: false });
  return add(kind, JSON.parse(asked.body) as Record<string, unknown>, store);
}

function signIn(headers: Asked['headers'], store: Store): Told {
  const isLetIn =
    headers['api_user_name'] === ALE_ACCOUNT.apiUserName &&
    headers['api_password'] === ALE_ACCOUNT.apiPassword;
  if (!isLetIn) return NO;
  store.ids += 1;
  const token = `token-${store.ids}`;
  store.tokens.add(token);
  return yes({ token });
}

function listOf(kind: string, { servers, profiles, ours }: Store): Told {
  if (kind === 'servers')
    return yes({
      server_list: [...servers].map(([server_id, { name, url }]) => ({
        ...{ server_id, server_name: name, server_url: url },
      })),
    });
  if (kind === 'profiles')
    return yes({
      profile_list: [...profiles].map(([profile_id, { name, server }]) => ({
        ...{ profile_id, profile_name: name, server_id: server },
      })),
    });
  const rows = [...ours].map(([mac, { id }]) => ({ device_id: id, mac: mac.toUpperCase() }));
  // Assumption: where there is none.
  return yes({ device_list: rows.length === 0 ? null : rows });
}

function add(kind: string, body: Record<string, unknown>, store: Store): Told {
  store.ids += 1;
  const id = store.ids;
  if (kind === 'servers') {
    const { server_name: name, server_url: url } = body;
    if (typeof name !== 'string' || name.length > 20 || typeof url !== 'string') return NO;
    store.servers.set(id, { name, url });
    return yes({ server_id: id });
  }
  if (kind === 'profiles') {
    const { profile_name: name, server_id: server } = body;
    if (typeof name !== 'string' || typeof server !== 'number' || !store.servers.has(server)) return NO;
    store.profiles.set(id, { name, server });
    return yes({ profile_id: id });
  }
  const { macs, profile_id: profile } = body;
  const [{ mac = '' } = {}] = macs as { mac?: string }[];
  const isWhole = /^[0-9a-f]{12}$/i.test(mac) && typeof profile === 'number' && store.profiles.has(profile);
  if (!isWhole) return NO;
  // Assumption: that one of the account is refused as well, and how a phone of somebody else's is.
  if (store.foreign.has(mac.toLowerCase())) return json(409, { success: false });
  if (store.ours.has(mac.toLowerCase())) return NO;
  store.ours.set(mac.toLowerCase(), { id, profile });
  return yes();
}

function remove(id: number, { ours }: Store): Told {
  const found = [...ours].find(([, entry]) => entry.id === id);
  if (found === undefined) return json(404, { success: false });
  ours.delete(found[0]);
  return yes();
}

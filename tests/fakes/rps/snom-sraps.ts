import { createHash, createHmac } from 'node:crypto';
import { type Clock, systemClock } from '#server/ports/clock.ts';
import { type Asked, type StandIn, startStandIn, type Told } from './stand-in.ts';

export type SrapsStandIn = StandIn & {
  /** By MAC: the link of each of the account's phones. */
  readonly ours: Map<string, { url: string; name?: string }>;
  readonly foreign: Set<string>;
};

export type SrapsOptions = {
  keyId?: string;
  keySecret?: string;
  /** The name of the setting that holds a phone's link. */
  linkSetting?: string;
  clock?: Clock;
  /** In which words it says that a phone is somebody else's: both are known, the HTTP status is an assumption. */
  collision?: Told;
  /** Other links than its own, as a liar would give them. */
  links?: { company?: string; endpoints?: string; nextPage?: string };
};

/** What the reference implementation of Hawk allows. SRAPS's own window is UNVERIFIED. */
const WINDOW_SECONDS = 60;
const LINK_SETTING = 'a7c1d0f2-0000-4000-8000-000000000042';
const settingsWith = (linkSetting: string) => [
  ...[...'abc'].map((letter) => ({ uuid: `uuid-${letter}`, param_name: `setting_${letter}`, section: 'x' })),
  { uuid: LINK_SETTING, param_name: linkSetting, section: 'phone-settings' },
];
const PAGE_SIZE = 2;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Told => ({
  ...{ status, headers: { 'content-type': 'application/json', ...headers } },
  body: JSON.stringify(body),
});

/** As `message`. */
export const COLLISION = json(400, { message: 'taken_mac_or_forbidden' });
/** As `detail`, and in a sentence. */
export const COLLISION_IN_WORDS = json(403, { detail: 'User lacks permission to endpoint' });

/** Snom's SRAPS, with the manners of facts §3.1 and §12.2. */
export async function startSraps({
  keyId = 'key-id',
  keySecret = 'key-secret',
  linkSetting = 'setting_server',
  clock = systemClock,
  collision = COLLISION,
  links = {},
}: SrapsOptions = {}): Promise<SrapsStandIn> {
  const ours: SrapsStandIn['ours'] = new Map();
  const foreign = new Set<string>();
  const nonces = new Set<string>();

  const settings = (asked: Asked, origin: string): Told => {
    const page = Number(new URL(asked.path, origin).searchParams.get('page') ?? 1);
    const all = settingsWith(linkSetting);
    const rows = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    const next = links.nextPage ?? `${origin}/api/v1/settings/?page=${page + 1}&page_size=1000`;
    const first = `<${origin}/api/v1/settings/>; rel="first"`;
    const isLast = page * PAGE_SIZE >= all.length;
    return json(200, rows, { link: isLast ? first : `${first}, <${next}>; rel="next"` });
  };

  const put = (mac: string, asked: Asked): Told => {
    if (asked.headers['content-type'] !== 'application/json') return json(415, { message: 'media type' });
    const body = JSON.parse(asked.body) as Record<string, unknown>;
    const setting = (body['settings_manager'] as Record<string, { value?: unknown; attrs?: unknown }>)[
      LINK_SETTING
    ];
    const isWhole =
      body['mac'] === mac &&
      body['autoprovisioning_enabled'] === true &&
      typeof setting?.value === 'string' &&
      JSON.stringify(setting.attrs) === '{"perm":"RW"}';
    if (!isWhole) return json(400, { message: 'invalid' });
    const isNew = !ours.has(mac);
    const name = typeof body['name'] === 'string' ? { name: body['name'] } : {};
    ours.set(mac, { url: String(setting.value), ...name });
    return json(isNew ? 201 : 200, body);
  };

  const endpoint = (mac: string, asked: Asked): Told => {
    if (!/^[0-9a-f]{12}$/.test(mac)) return json(400, { message: 'malformed mac' });
    const entry = ours.get(mac);
    if (asked.method === 'PUT') return foreign.has(mac) ? collision : put(mac, asked);
    if (entry === undefined) return json(404, { message: 'not found' });
    if (asked.method === 'DELETE') {
      ours.delete(mac);
      return { status: 204 };
    }
    const settings_manager = { [LINK_SETTING]: { value: entry.url, attrs: { perm: 'RW' } } };
    return json(200, { mac, autoprovisioning_enabled: true, settings_manager });
  };

  const answer = (asked: Asked): Told => {
    const origin = `https://${asked.headers['host']}`;
    const { pathname } = new URL(asked.path, origin);
    const mac = /^\/api\/v1\/companies\/7\/endpoints\/(.*)$/.exec(pathname)?.[1];
    if (mac !== undefined) return endpoint(mac, asked);
    if (asked.method !== 'GET') return { status: 405 };
    if (pathname === `/api/v1/tokens/${keyId}`)
      return json(200, { links: { company: links.company ?? `${origin}/api/v1/companies/7` } });
    if (pathname === '/api/v1/companies/7') {
      const endpoints = links.endpoints ?? `${origin}/api/v1/companies/7/endpoints/`;
      return json(200, { name: 'Example Telephones', links: { endpoints } });
    }
    return pathname === '/api/v1/settings/' ? settings(asked, origin) : json(404, { message: 'not found' });
  };

  const service = await startStandIn(
    (asked) => {
      const hawk = hawkOf(asked.headers['authorization']);
      if (hawk === undefined || hawk.id !== keyId) return json(401, { message: 'unauthorized' });
      if (hawk.mac !== macOf(asked, hawk, keySecret)) return json(401, { message: 'bad mac' });
      if (hawk.hash !== undefined && hawk.hash !== hashOf(asked))
        return json(401, { message: 'bad payload hash' });
      const nowSeconds = Math.floor(clock.nowMs() / 1_000);
      if (Math.abs(hawk.ts - nowSeconds) > WINDOW_SECONDS) return stale(nowSeconds, keySecret);
      if (nonces.has(hawk.nonce)) return json(401, { message: 'nonce' });
      nonces.add(hawk.nonce);
      return answer(asked);
    },
    (mac) => ours.get(mac)?.url,
  );
  return { ...service, ours, foreign };
}

type Hawk = { id: string; ts: number; nonce: string; hash?: string; mac: string };

function hawkOf(header = ''): Hawk | undefined {
  if (!header.startsWith('Hawk ')) return undefined;
  const parts = Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const { id, ts, nonce, hash, mac } = parts;
  if (!id || !ts || !nonce || !mac) return undefined;
  return { id, ts: Number(ts), nonce, mac, ...(hash === undefined ? {} : { hash }) };
}

/** Over what came in on the wire, not over what was meant. */
function macOf({ method, path, headers }: Asked, { ts, nonce, hash = '' }: Hawk, key: string): string {
  const [host, port = '443'] = (headers['host'] ?? '').toLowerCase().split(':');
  const text = `hawk.1.header\n${ts}\n${nonce}\n${method}\n${path}\n${host}\n${port}\n${hash}\n\n`;
  return createHmac('sha256', key).update(text).digest('base64');
}

function hashOf({ headers, body }: Asked): string {
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  return createHash('sha256').update(`hawk.1.payload\n${mediaType}\n${body}\n`).digest('base64');
}

function stale(nowSeconds: number, key: string): Told {
  const tsm = createHmac('sha256', key).update(`hawk.1.ts\n${nowSeconds}\n`).digest('base64');
  const challenge = `Hawk ts="${nowSeconds}", tsm="${tsm}", error="Stale timestamp"`;
  return json(401, { message: 'Stale timestamp' }, { 'www-authenticate': challenge });
}

import { type Clock, systemClock } from '#server/ports/clock.ts';
import { type Asked, type StandIn, startStandIn, type Told } from './stand-in.ts';

export type YmcsEntry = {
  id: string;
  sn: string | null;
  uniqueServerUrl: string | null;
  serverUrl: string | null;
  remark: string | null;
  lastConnected: number | null;
};

export type YmcsStandIn = StandIn & {
  /** By MAC: what the account holds. */
  readonly ours: Map<string, YmcsEntry>;
  /** MACs that another account holds: they show only when they are added. */
  readonly foreign: Set<string>;
  readonly pins: Map<string, string>;
  /** Every living token is refused from now on. */
  endTokens(): void;
};

export type YmcsOptions = {
  accessKeyId?: string;
  accessKeySecret?: string;
  clock?: Clock;
  /** Whether Yealink has enabled the account to add phones by their MAC alone. */
  addsByMac?: boolean;
  tokenSeconds?: number;
};

/** An assumption of this stand-in: how far off a clock may be is UNVERIFIED. */
const WINDOW_MS = 5 * 60_000;
/** An assumption of this stand-in: small, so that a fuzzy answer comes in pages. The service's own is 500. */
const PAGE_CAP = 100;

const json = (status: number, body: unknown): Told => ({
  ...{ status, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify(body),
});
const refuse = (status: number, code: string, fields: string[] = []): Told =>
  json(status, {
    ...{ code, message: `refused: ${code}`, requestId: 'request-1' },
    details: fields.map((field) => ({ field, message: `${field} is not allowed` })),
  });

/** Yealink's YMCS v2, with the manners of facts §1.1 and §12.2. */
export async function startYmcs({
  accessKeyId = 'key-id',
  accessKeySecret = 'key-secret',
  clock = systemClock,
  addsByMac = false,
  tokenSeconds = 3_600,
}: YmcsOptions = {}): Promise<YmcsStandIn> {
  const ours: YmcsStandIn['ours'] = new Map();
  const foreign = new Set<string>();
  const pins = new Map<string, string>();
  const nonces = new Set<string>();
  const tokens = new Map<string, number>();
  let count = 0;

  const signIn = ({ headers, body }: Asked): Told => {
    const [id, secret] = fromBasic(headers['authorization']).split(':');
    if (id !== accessKeyId || secret !== accessKeySecret) return refuse(401, '500401');
    if (parse(body)?.['grant_type'] !== 'client_credentials') return json(400, { error: '70011' });
    count += 1;
    tokens.set(`token-${count}`, clock.nowMs() + tokenSeconds * 1_000);
    return json(200, { access_token: `token-${count}`, token_type: 'Bearer', expires_in: tokenSeconds });
  };

  const add = (mac: string, fields: Fields): Told | YmcsEntry => {
    if (!/^[0-9a-f]{12}$/.test(mac)) return refuse(400, '800001', ['mac']);
    if (foreign.has(mac)) return refuse(400, '800004');
    if (ours.has(mac)) return refuse(400, '800003');
    count += 1;
    const empty = { sn: null, uniqueServerUrl: null, serverUrl: null, remark: null, lastConnected: null };
    const entry: YmcsEntry = { id: `device-${count}`, ...empty, ...known(fields) };
    ours.set(mac, entry);
    return entry;
  };

  const list = ({ skip, limit, filter }: Fields): Told => {
    // Fuzzy: it takes what shares the beginning of the MAC.
    const like = String((filter as Fields | undefined)?.['mac'] ?? '').slice(0, 10);
    const all = [...ours].filter(([mac]) => mac.startsWith(like));
    const from = Number(skip);
    const data = all.slice(from, from + Math.min(Number(limit), PAGE_CAP));
    const rows = data.map(([mac, entry]) => ({ mac, ...entry }));
    return json(200, { skip, limit, total: all.length, data: rows.length === 0 ? null : rows });
  };

  const addByMac = (rows: unknown): Told => {
    if (!addsByMac) return refuse(403, '900403');
    if (!Array.isArray(rows)) return refuse(400, '900400');
    const results = rows.map((row: Fields) => ({ row, done: add(String(row['mac']), row) }));
    const failed = results.flatMap(({ row, done }) =>
      'status' in done ? [{ mac: row['mac'], sn: null, errorInfo: parse(done.body ?? '')?.['code'] }] : [],
    );
    return bulk(rows.length, failed);
  };

  const remove = ({ deviceIdType, deviceIds }: Fields): Told => {
    if (deviceIdType !== 'mac' || !Array.isArray(deviceIds)) return refuse(400, '900400', ['deviceIdType']);
    const missing = deviceIds.filter((mac: string) => !ours.delete(mac));
    return bulk(
      deviceIds.length,
      missing.map((mac) => ({ field: mac, msg: 'device.not.found' })),
    );
  };

  const patch = (id: string, fields: Fields): Told => {
    const found = [...ours.values()].find((entry) => entry.id === id);
    if (found === undefined) return refuse(400, '900400');
    if ('sn' in fields || 'mac' in fields) return refuse(400, '800007', ['sn']);
    Object.assign(found, known(fields));
    return { status: 204 };
  };

  const devices = (fields: Fields): Told => {
    if (typeof fields['sn'] !== 'string') return refuse(400, '900400', ['sn']);
    const added = add(String(fields['mac']), fields);
    return 'status' in added ? added : json(201, { ...fields, ...added });
  };

  const rps = ({ method, path, body }: Asked): Told => {
    const fields = parse(body);
    if (fields === undefined) return body === '' ? refuse(412, '900444') : refuse(400, '900400');
    const id = /^\/v2\/rps\/devices\/([^/]+)$/.exec(path)?.[1];
    if (method === 'PATCH' && id !== undefined) return patch(decodeURIComponent(id), fields);
    if (method !== 'POST') return { status: 405 };
    if (path === '/v2/rps/listDevices') return list(fields);
    if (path === '/v2/rps/devices') return devices(fields);
    if (path === '/v2/rps/addDevicesByMac') return addByMac(fields);
    if (path === '/v2/rps/delDevices') return remove(fields);
    if (path === '/v2/rps/listDevicePins') return json(200, pinsOf(fields['macs'], pins));
    return { status: 404 };
  };

  const service = await startStandIn(
    (asked) => {
      const { headers, path, method } = asked;
      const { timestamp, nonce } = headers;
      const isJson = headers['content-type'] === 'application/json';
      if (!isJson || !timestamp || !nonce || !/^[0-9a-f]{32}$/.test(nonce)) return refuse(401, '500401');
      if (Math.abs(Number(timestamp) - clock.nowMs()) > WINDOW_MS) return refuse(401, '500401');
      if (nonces.has(nonce)) return refuse(403, '500403');
      nonces.add(nonce);
      if (path === '/v2/token' && method === 'POST') return signIn(asked);
      const token = /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1] ?? '';
      return (tokens.get(token) ?? 0) > clock.nowMs() ? rps(asked) : refuse(401, '900401');
    },
    (mac) => ours.get(mac)?.uniqueServerUrl,
  );
  return { ...service, ours, foreign, pins, endTokens: () => tokens.clear() };
}

type Fields = Record<string, unknown>;

const bulk = (total: number, errors: object[]): Told =>
  json(200, { total, successCount: total - errors.length, failureCount: errors.length, errors });

/** Of what is sent, what an entry keeps. */
function known(fields: Fields): Partial<YmcsEntry> {
  const kept = ['sn', 'uniqueServerUrl', 'remark'].filter((name) => name in fields);
  return Object.fromEntries(kept.map((name) => [name, fields[name]]));
}

const pinsOf = (macs: unknown, pins: ReadonlyMap<string, string>) =>
  (Array.isArray(macs) ? macs : []).map((mac: string) => ({ mac, pin: pins.get(mac) ?? null }));

const fromBasic = (authorization = ''): string =>
  Buffer.from(/^Basic (.+)$/.exec(authorization)?.[1] ?? '', 'base64').toString('utf8');

function parse(body: string): Fields | undefined {
  try {
    return JSON.parse(body) as Fields;
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '#server/ports/clock.ts';
import { type Asked, type StandIn, startStandIn, type Told } from './stand-in.ts';

export type GdmsStandIn = StandIn & {
  /** By MAC (12 lower-case digits): what the account holds. */
  readonly ours: Map<string, { sn: string; siteId: number; deviceName?: string }>;
  /** MACs that another account holds: no list shows them. */
  readonly foreign: Set<string>;
  /** Which serial number the factory gave: one that does not fit is refused. */
  readonly serials: Map<string, string>;
  /** By MAC: the configuration that waits for the phone. */
  readonly pushed: Map<string, string>;
  endTokens(): void;
};

export type GdmsOptions = {
  username?: string;
  password?: string;
  clientId?: string;
  clientSecret?: string;
  clock?: Clock;
  tokenSeconds?: number;
  /** Whether the token comes in an envelope, as to one client, or without, as to others. */
  wrapsToken?: boolean;
  /** Whether there is a call to remove a phone: UNVERIFIED. */
  canDelete?: boolean;
};

const SITES = [
  { id: 11, siteName: 'Default' },
  { id: 12, siteName: 'Branch' },
];
/** An assumption of this stand-in: no source says how old a request may be. */
const WINDOW_MS = 5 * 60_000;

const json = (status: number, body: unknown): Told => ({
  ...{ status, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify(body),
});
const yes = (data: unknown = null): Told => json(200, { retCode: 0, msg: '', data });
/** The codes 4000x and 1000x are this stand-in's own, and no fact of the maker's. */
const no = (retCode: number, msg: string): Told => json(200, { retCode, msg, data: null });

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const plain = (mac: unknown) => `${mac}`.toLowerCase().replaceAll(':', '');
const isColoned = (mac: unknown) => /^([0-9A-F]{2}:){5}[0-9A-F]{2}$/.test(`${mac}`);

/** Grandstream's GDMS, with the manners of facts §4.1 and §12.2. */
export async function startGdms({
  username = 'owner@example.com',
  password = 'gdms-password',
  clientId = 'client-id',
  clientSecret = 'client-secret',
  clock = systemClock,
  tokenSeconds = 3_600,
  wrapsToken = false,
  canDelete = true,
}: GdmsOptions = {}): Promise<GdmsStandIn> {
  const ours: GdmsStandIn['ours'] = new Map();
  const foreign = new Set<string>();
  const serials = new Map<string, string>();
  const pushed = new Map<string, string>();
  const tokens = new Map<string, number>();
  const refreshes = new Set<string>();
  let count = 0;

  const signIn = ({ headers, body }: Asked): Told => {
    if (headers['content-type'] !== 'application/x-www-form-urlencoded')
      return json(400, { error: 'invalid_request' });
    const form = new URLSearchParams(body);
    const isClient = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    if (!isClient) return json(401, { error: 'invalid_client' });
    const isPerson = form.get('username') === username && form.get('password') === sha256(md5(password));
    const byPassword = form.get('grant_type') === 'password' && isPerson;
    const byRefresh =
      form.get('grant_type') === 'refresh_token' && refreshes.delete(form.get('refresh_token') ?? '');
    if (!byPassword && !byRefresh) return json(400, { error: 'invalid_grant' });
    count += 1;
    tokens.set(`token-${count}`, clock.nowMs() + tokenSeconds * 1_000);
    refreshes.add(`refresh-${count}`);
    const token = {
      access_token: `token-${count}`,
      refresh_token: `refresh-${count}`,
      expires_in: tokenSeconds,
    };
    return wrapsToken ? yes(token) : json(200, token);
  };

  const addOne = (row: Fields): string | undefined => {
    const mac = plain(row['mac']);
    const serial = serials.get(mac);
    if (!isColoned(row['mac']) || typeof row['sn'] !== 'string') return '10001';
    // The only refusal that was seen at the real service.
    if (serial !== undefined && serial !== row['sn']) return '30010';
    if (ours.has(mac)) return 'The device already exists';
    const name = typeof row['deviceName'] === 'string' ? { deviceName: row['deviceName'] } : {};
    ours.set(mac, { sn: row['sn'], siteId: Number(row['siteId']), ...name });
    return undefined;
  };

  const add = (rows: unknown): Told => {
    if (!Array.isArray(rows)) return no(10002, 'an array is expected');
    if (rows.some((row: Fields) => foreign.has(plain(row['mac']))))
      return no(10003, 'The device is bound to another account');
    if (rows.some((row: Fields) => !SITES.some(({ id }) => `${id}` === `${row['siteId']}`)))
      return no(10004, 'no such site');
    const errors = rows.flatMap((row: Fields) => {
      const errorMsg = addOne(row);
      return errorMsg === undefined ? [] : [{ mac: plain(row['mac']), sn: row['sn'], errorMsg }];
    });
    if (errors.length === 0) return yes();
    const [total, failure] = [rows.length, errors.length];
    return yes({ total, success: total - failure, failure, errorDeviceList: errors });
  };

  const list = ({ mac, pageNum, pageSize }: Fields): Told => {
    const rows = [...ours].filter(([one]) => one === plain(mac));
    const from = (Number(pageNum) - 1) * Number(pageSize);
    const result = rows.slice(from, from + Number(pageSize)).map(([one, { sn, siteId }]) => ({
      mac: (one.toUpperCase().match(/../g) ?? []).join(':'),
      sn,
      siteId,
    }));
    return yes({ result, total: rows.length, pageNum, pageSize });
  };

  const remove = ({ macList }: Fields): Told => {
    if (!canDelete) return { status: 404 };
    const macs = Array.isArray(macList) ? macList.map(plain) : [];
    return macs.every((mac) => ours.delete(mac)) ? yes() : no(10013, 'The device does not exist');
  };

  const push = (parts: ReadonlyMap<string, string>): Told => {
    const mac = plain(parts.get('mac'));
    if (!ours.has(mac)) return no(10013, 'The device does not exist');
    const xml = parts.get('xml') ?? '';
    if (!isColoned(parts.get('mac')) || !xml.includes('<gs_provision version="1">'))
      return no(10005, 'bad file');
    pushed.set(mac, xml);
    return yes('');
  };

  const isSigned = (query: URLSearchParams, more: Record<string, string>, body?: string): boolean => {
    const { signature, ...signed } = Object.fromEntries(query);
    const all: Record<string, string> = {
      ...signed,
      ...more,
      client_id: clientId,
      client_secret: clientSecret,
    };
    const names = Object.keys(all).sort();
    const text = `&${names.map((name) => `${name}=${all[name]}`).join('&')}&`;
    return signature === sha256(body === undefined ? text : `${text}${sha256(body)}&`);
  };

  const call = (asked: Asked): Told => {
    const { pathname, searchParams: query } = new URL(asked.path, 'https://stand-in');
    if (asked.path.includes(clientSecret)) return no(40005, 'the secret was sent');
    if ((tokens.get(query.get('access_token') ?? '') ?? 0) <= clock.nowMs())
      return no(40004, 'access_token is invalid');
    if (Math.abs(Number(query.get('timestamp')) - clock.nowMs()) > WINDOW_MS)
      return no(40003, 'stale timestamp');
    if (asked.method !== 'POST') return { status: 405 };
    const parts = partsOf(asked);
    if (parts !== undefined) {
      const [mac, xml] = [parts.get('mac') ?? '', md5(parts.get('xml') ?? '')];
      if (!isSigned(query, { mac, xml })) return no(40001, 'signature error');
      return pathname === '/oapi/v1.0.0/device/config/xml' ? push(parts) : { status: 404 };
    }
    if (asked.headers['content-type'] !== 'application/json') return { status: 415 };
    if (!isSigned(query, {}, asked.body)) return no(40001, 'signature error');
    const fields = JSON.parse(asked.body) as Fields;
    if (pathname === '/oapi/v1.0.0/site/list') return yes({ result: SITES, total: SITES.length });
    if (pathname === '/oapi/v1.0.0/device/list') return list(fields);
    if (pathname === '/oapi/v1.0.0/device/add') return add(fields);
    if (pathname === '/oapi/v1.0.0/device/delete') return remove(fields);
    return { status: 404 };
  };

  const service = await startStandIn(
    (asked) => (asked.path === '/oapi/oauth/token' && asked.method === 'POST' ? signIn(asked) : call(asked)),
    (mac) => (ours.has(mac) ? linkIn(pushed.get(mac)) : undefined),
  );
  const endTokens = () => {
    tokens.clear();
    refreshes.clear();
  };
  return { ...service, ours, foreign, serials, pushed, endTokens };
}

type Fields = Record<string, unknown>;

/** Where a phone goes that has taken what was pushed to it: the server's path, and by which protocol. */
function linkIn(xml: string | undefined): string | undefined {
  const [, path] = /<P237>([^<]*)<\/P237>/.exec(xml ?? '') ?? [];
  const [, protocol] = /<P212>(\d)<\/P212>/.exec(xml ?? '') ?? [];
  return path && `${protocol === '2' ? 'https' : 'http'}://${path}/`;
}

/** The parts of a form by their names. */
function partsOf({ headers, body }: Asked): ReadonlyMap<string, string> | undefined {
  const boundary = /^multipart\/form-data; boundary=(\w+)$/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const parts = body.split(`--${boundary}`).slice(1, -1);
  return new Map(
    parts.map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      return [/name="(\w+)"/.exec(head)?.[1] ?? '', rest.join('\r\n\r\n').replace(/\r\n$/, '')];
    }),
  );
}

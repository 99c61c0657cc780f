import { type Asked, type StandIn, startStandIn, type Told } from './stand-in.ts';

export type PolyStandIn = StandIn & {
  /** By MAC: the profile of each of the account's phones. */
  readonly ours: Map<string, string>;
  readonly foreign: Set<string>;
  /** By id: where a profile sends its phones. */
  readonly profiles: Map<string, string>;
};

export const POLY_ACCOUNT = { apiKey: 'poly-key', profileId: 'profile-1' };
export const PROFILE_ADDRESS = 'https://phones.example/boot/';

const json = (status: number, body: unknown): Told => ({
  ...{ status, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify(body),
});

const isMac = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{12}$/i.test(text);

/** Poly Zero Touch, with the manners of facts §5: a phone's entry holds a profile, and no link. */
export async function startPoly(): Promise<PolyStandIn> {
  const store = {
    ours: new Map<string, string>(),
    foreign: new Set<string>(),
    profiles: new Map([
      [POLY_ACCOUNT.profileId, PROFILE_ADDRESS],
      ['profile-2', 'https://elsewhere.example/'],
    ]),
  };
  const service = await startStandIn(
    (asked) => {
      // Assumption: the status, of which clients tell the words alone.
      if (asked.headers['api-key'] !== POLY_ACCOUNT.apiKey) return json(401, { message: 'Unauthorized' });
      return answerTo(asked, store);
    },
    (mac) => store.profiles.get(store.ours.get(mac) ?? ''),
  );
  return { ...service, ...store };
}

type Store = Pick<PolyStandIn, 'ours' | 'foreign' | 'profiles'>;

function answerTo(asked: Asked, store: Store): Told {
  const [, kind, id] = /^\/v1\/(devices|profiles)(?:\/([^/?]+))?$/.exec(asked.path) ?? [];
  if (kind === 'profiles' && asked.method === 'GET' && id !== undefined) {
    const address = store.profiles.get(id);
    const template = { provisioning: { server: { address } } };
    return address === undefined ? NOT_FOUND : json(200, { id, name: 'Office', enabled: true, template });
  }
  if (kind !== 'devices') return NOT_FOUND;
  if (asked.method === 'POST' && id === undefined) return add(asked, store);
  return id === undefined ? { status: 405 } : device(asked.method, id, store);
}

const NOT_FOUND = json(404, { message: 'Not Found' });

function device(method: string, id: string, { ours, foreign }: Store): Told {
  if (!isMac(id)) return json(400, { message: 'Bad Request' });
  const mac = id.toLowerCase();
  if (method === 'DELETE') {
    if (foreign.has(mac)) return json(409, { message: 'Conflict' });
    return ours.delete(mac) ? { status: 200 } : NOT_FOUND;
  }
  const profileid = ours.get(mac);
  if (method !== 'GET') return { status: 405 };
  return profileid === undefined ? NOT_FOUND : json(200, { id, profileid });
}

function add({ headers, body }: Asked, { ours, foreign, profiles }: Store): Told {
  if (headers['content-type'] !== 'application/json') return { status: 415 };
  const { id, profile, ...more } = JSON.parse(body) as Record<string, unknown>;
  const isWhole = isMac(id) && typeof profile === 'string' && Object.keys(more).length === 0;
  if (!isWhole || !profiles.has(profile)) return json(400, { message: 'Bad Request' });
  const mac = id.toLowerCase();
  // Assumption: as where a phone is removed; and that one of the account is refused as well.
  if (foreign.has(mac) || ours.has(mac)) return json(409, { message: 'Conflict' });
  ours.set(mac, profile);
  return json(200, { id, profile });
}

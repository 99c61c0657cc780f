import { elementsNamed, readXml } from '../read-xml.ts';
import type { FileFetcher, PhoneAccount, PhoneSettings, SimMake } from './make.ts';

/** Linphone's remote provisioning, after its source: it looks when it starts, and never else. */
export const simLinphone: SimMake = {
  vendor: 'linphone',
  model: 'Linphonec',
  firmware: '5.1.65',
  name: 'Linphone',
  httpUserAgent: ({ model, firmware }) => `${model}/${firmware}`,
  sipUserAgent: ({ model, firmware }) => `${model}/${firmware} (belle-sip/5.1.64)`,
  pnp: undefined,
  looksOnlyAtStart: true,
  fetch: fetchFile,
  provisioningOf(settings) {
    const told = settings.get('misc/config-uri');
    const address = told === undefined || told === '' ? undefined : new URL(told);
    const [username, password] = [address?.username ?? '', address?.password ?? ''].map(decodeURIComponent);
    if (address !== undefined) Object.assign(address, { username: '', password: '' });
    return {
      url: address?.href ?? told,
      username: username ?? '',
      password: password ?? '',
      pollMinutes: 0,
      asksByPnp: false,
    };
  },
  accountOf,
  keysOf: () => [],
  reactionTo: () => 'nothing',
  challengesNotify: () => false,
  busyRetryMs: 0,
};

async function fetchFile(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const file = await files.get('');
  if (file?.status !== 200) return undefined;
  const settings = withHashes(files.settings);
  for (const section of elementsNamed(readXml(file.text), 'section')) {
    for (const { attributes, text } of elementsNamed(section, 'entry')) {
      const name = `${section.attributes['name']}/${attributes['name']}`;
      // What is there stays, unless it says that it is stronger.
      if (attributes['overwrite'] === 'true' || !settings.has(name)) settings.set(name, text);
    }
  }
  return settings;
}

/** Once it has used a password it keeps a hash of it instead. */
function withHashes(settings: PhoneSettings): Map<string, string> {
  const kept = new Map(settings);
  const password = kept.get('auth_info_0/passwd') ?? '';
  if (password !== '') kept.set('auth_info_0/ha1', `hash of ${password}`).set('auth_info_0/passwd', '');
  return kept;
}

/** Account 0, if it has an identity and registers; this phone's only transport is UDP. */
function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (key: string): string => settings.get(`proxy_0/${key}`) ?? '';
  const [, name = '', user] = /^"((?:[^"\\]|\\.)*)" <sip:([^@>]+)@/.exec(get('reg_identity')) ?? [];
  const [, host, port] = /^<sip:([^:;>]+):(\d+);transport=udp;lr>$/.exec(get('reg_route')) ?? [];
  if (user === undefined || host === undefined || get('reg_sendregister') !== '1') return undefined;
  const displayName = name.replace(/\\(.)/g, '$1');
  return {
    label: `${displayName} (${user})`,
    displayName,
    user,
    authName: settings.get('auth_info_0/userid') ?? '',
    password: settings.get('auth_info_0/ha1') || (settings.get('auth_info_0/passwd') ?? ''),
    server: { host, port: Number(port) },
    expiresSeconds: Number(get('reg_expires')) || 3_600,
  };
}

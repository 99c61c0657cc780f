import { readXml, type XmlElement } from '../read-xml.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

const KEYS = 20;
const ONCE_A_DAY_MINUTES = 24 * 60;
const REGISTER_MINUTES = 30;

/** A COMfortel D-400, after its maker's developer wiki. */
export const simAuerswald: SimMake = {
  vendor: 'auerswald',
  model: 'D-400',
  firmware: '2.8A',
  name: 'Auerswald COMfortel D-400',
  // UNVERIFIED, as is what it calls itself in SIP.
  httpUserAgent: ({ model, firmware }) => `Auerswald COMfortel ${model} ${firmware}`,
  sipUserAgent: ({ model, firmware }) => `Auerswald COMfortel ${model}/${firmware}`,
  // The multicast is the maker's own, and not known.
  pnp: undefined,
  fetch: fetchFile,
  provisioningOf(settings) {
    const told = settings.get('provisioning/url');
    const address = told === undefined || told === '' ? undefined : new URL(told);
    const [username = '', password = ''] = [address?.username ?? '', address?.password ?? ''].map(
      decodeURIComponent,
    );
    if (address !== undefined) Object.assign(address, { username: '', password: '' });
    return {
      ...{ url: address?.href ?? told, username, password, asksByPnp: false },
      pollMinutes: settings.get('provisioning/execution/mondays') === 'true' ? ONCE_A_DAY_MINUTES : 0,
    };
  },
  accountOf,
  keysOf,
  reactionTo,
  challengesNotify: () => false,
  busyRetryMs: 0,
};

/** One file, of which the sections are put over those that it has. */
async function fetchFile(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const { mac, model } = files.phone;
  const url = files.url
    .replaceAll(/(?:<|%3C)(?:MACADR|MAC)(?:>|%3E)/gi, mac.toUpperCase())
    .replaceAll(/(?:<|%3C)HWTYP(?:>|%3E)/gi, model);
  const file = await files.get(url);
  const read = file?.status === 200 ? readAuerswald(file.text) : undefined;
  return read && new Map([...files.settings, ...read]);
}

/** Settings by the way to their element; undefined for a file that is none of the patch type. */
export function readAuerswald(text: string): PhoneSettings | undefined {
  const root = readXml(text);
  if (root.name !== 'configuration') return undefined;
  return new Map(root.children.flatMap((section) => settingsIn(section, section.name)));
}

function settingsIn(element: XmlElement, path: string): [string, string][] {
  const { children, attributes, text } = element;
  const own = Object.entries(attributes)
    .filter(([name]) => name !== 'version' && name !== 'keyNumber')
    .map(([name, value]): [string, string] => [`${path}/@${name}`, value]);
  if (children.length === 0) return [...own, [path, text]];
  const counts = new Map<string, number>();
  const inner = children.flatMap((child) => {
    const place = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, place);
    return settingsIn(child, `${path}/${nameOf(child, place)}`);
  });
  return [...own, ...inner];
}

/** Elements of lists have a place, and keys a number of their own. */
function nameOf({ name, attributes }: XmlElement, place: number): string {
  const number = attributes['keyNumber'];
  if (number !== undefined) return `${name}[${number}]`;
  return name === 'identity' || name === 'allowlistEntry' ? `${name}[${place}]` : name;
}

/** The first identity. Who it is and who vouches for it is one name. */
function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (name: string): string => settings.get(`identities/identity[1]/${name}`) ?? '';
  if (get('active') !== 'true' || get('username') === '' || get('sendRegister') !== 'true') return undefined;
  const user = get('username');
  return {
    ...{ label: get('displayname'), displayName: get('displayname') },
    ...{ user, authName: user, password: get('password') },
    server: { host: get('registrar'), port: Number(get('registrarPort')) || 5060 },
    expiresSeconds: (Number(get('registerInterval')) || REGISTER_MINUTES) * 60,
  };
}

/** Keys whose script calls somebody and watches nobody. */
function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let number = 1; number <= KEYS; number += 1) {
    const key = `keys/phoneXtensions/key[${number}]`;
    const script = settings.get(`${key}/keyConfiguration/lua/code`) ?? '';
    const [, dials] = /^function onKeyUp\(\) sip\.invite\("([^"\\]+)"\) end$/.exec(script) ?? [];
    if (dials !== undefined) keys.push({ number, label: settings.get(`${key}/@label`) ?? '', dials });
  }
  return keys;
}

/** Of those alone who are listed, and only if it is allowed; nothing that a NOTIFY says is known to restart it. */
function reactionTo(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync\b/i.test(event)) return 'unknown-event';
  const server = settings.get('identities/identity[1]/registrar') ?? '';
  const listed = [1, 2].map((n) => settings.get(`provisioning/sip/allowlist/allowlistEntry[${n}]`));
  return settings.get('provisioning/sip/active') === 'true' && listed.includes(server) ? 'look' : 'nothing';
}

import type { Download } from '../download.ts';
import { readXml, type XmlElement } from '../read-xml.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

const SOFT_KEYS = 10;

/** A VVX with UC Software 5, after its administrator's guide. */
export const simPoly: SimMake = {
  vendor: 'poly',
  model: 'VVX_411',
  firmware: '5.9.0.9373',
  name: 'Polycom VVX 411',
  httpUserAgent: ({ model, firmware, mac }) =>
    `FileTransport PolycomVVX-${model}-UA/${firmware} (SN:${mac}) Type/Application`,
  sipUserAgent: ({ model, firmware }) => `PolycomVVX-${model}-UA/${firmware}`,
  pnp: undefined,
  fetch: fetchFiles,
  provisioningOf(settings) {
    const seconds = Number(settings.get('prov.polling.period') ?? 86_400);
    const isPolling = settings.get('prov.polling.enabled') === '1' && seconds > 3_600;
    return {
      url: settings.get('device.prov.serverName'),
      username: settings.get('device.prov.user') ?? 'PlcmSpIp',
      password: settings.get('device.prov.password') ?? 'PlcmSpIp',
      pollMinutes: isPolling ? seconds / 60 : 0,
      asksByPnp: false,
    };
  },
  accountOf,
  keysOf,
  reactionTo: reactionToCheckSync,
  challengesNotify: () => false,
  busyRetryMs: 0,
  dialled,
};

async function fetchFiles(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const { mac } = files.phone;
  await files.put(`${mac}-boot.log`, 'it has started\n');
  const master = await masterOf(files, mac);
  if (master?.status !== 200) return undefined;
  const names = readXml(master.text).attributes['CONFIG_FILES'] ?? '';
  const wanted = names
    .split(',')
    .map((name) => name.trim().replace('[PHONE_MAC_ADDRESS]', mac))
    .filter((name) => name !== '');
  const taken: Download[] = [];
  for (const name of wanted) {
    const file = await files.get(name);
    if (file?.status !== 200) return undefined;
    taken.push(file);
  }
  // What was changed on the phone is stronger than its files.
  const overrides = [await files.get(`${mac}-phone.cfg`), await files.get(`${mac}-web.cfg`)];
  for (const name of [`${mac}-license.cfg`, '000000000000-license.cfg']) await files.get(name);
  if (!isNews(taken, files.memory)) return undefined;
  const told = [...overrides.filter((file) => file?.status === 200), ...taken].map((file) =>
    readParameters(file?.text ?? ''),
  );
  await files.put(`${mac}-app.log`, 'it has its files\n');
  await files.put(`${mac}-phone.cfg`, '<PHONE_CONFIG><OVERRIDES reg.1.label="scribbled"/></PHONE_CONFIG>');
  // Of two files that name the same, the first wins; what none names is as it left the factory, but for the device's own.
  return new Map([...devicesOwn(files.settings), ...told.reverse().flatMap((file) => [...file])]);
}

/** Led to a file, it reads that one. */
async function masterOf(files: FileFetcher, mac: string): Promise<Download | undefined> {
  if (!files.url.endsWith('/')) return files.get(files.url);
  const own = await files.get(`${mac}.cfg`);
  return own?.status === 200 ? own : files.get('000000000000.cfg');
}

function isNews(taken: readonly Download[], memory: Map<string, string>): boolean {
  const content = taken.map(({ md5 }) => md5).join();
  if (memory.get('files') === content) return false;
  memory.set('files', content);
  return true;
}

const devicesOwn = (settings: PhoneSettings): [string, string][] =>
  [...settings].filter(([name]) => name.startsWith('device.'));

/** The attributes of every element. A setting of the device itself counts only with its `.set`. */
function readParameters(text: string): PhoneSettings {
  const all = new Map(attributesOf(readXml(text)));
  const isTaken = (name: string): boolean =>
    !name.startsWith('device.') || (all.get('device.set') === '1' && all.get(`${name}.set`) === '1');
  return new Map([...all].filter(([name]) => isTaken(name)));
}

const attributesOf = ({ attributes, children }: XmlElement): [string, string][] => [
  ...Object.entries(attributes),
  ...children.flatMap(attributesOf),
];

/** Registration 1, if it has an address; this phone's only transport is UDP. */
function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (key: string): string => settings.get(`reg.1.${key}`) ?? '';
  if (get('address') === '' || get('server.1.transport') !== 'UDPOnly') return undefined;
  const at = get('outboundProxy.address') === '' ? 'server.1' : 'outboundProxy';
  return {
    label: get('label'),
    displayName: get('displayName'),
    user: get('address'),
    authName: get('auth.userId'),
    password: get('auth.password'),
    server: { host: get(`${at}.address`), port: Number(get(`${at}.port`)) || 5060 },
    expiresSeconds: Number(get('server.1.expires')) || 3_600,
  };
}

/** Soft keys of the idle display that dial. */
function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  if (settings.get('feature.enhancedFeatureKeys.enabled') !== '1') return keys;
  for (let number = 1; number <= SOFT_KEYS; number += 1) {
    const get = (key: string): string => settings.get(`softkey.${number}.${key}`) ?? '';
    const [, dials] = /^(.+)\$Tinvite\$$/.exec(get('action')) ?? [];
    if (get('enable') === '1' && get('use.idle') === '1' && dials !== undefined)
      keys.push({ number, label: get('label'), dials });
  }
  return keys;
}

/** With `alwaysReboot` it starts again at every check-sync; else it looks for files that have changed. */
function reactionToCheckSync(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync/i.test(event)) return 'unknown-event';
  const isAlways = settings.get('voIpProt.SIP.specialEvent.checkSync.alwaysReboot') === '1';
  return isAlways ? 'reboot' : 'look';
}

/** As it leaves the factory: numbers of North America. */
const FACTORY_DIGIT_MAP = '[2-9]11|0T|011xxx.T|[0-1][2-9]xxxxxxxxx|[2-9]xxxxxxxxx|[2-9]xxxT';

/** What its digit map (after RFC 3435) has a pattern for goes out. */
function dialled(digits: string, settings: PhoneSettings): string | undefined {
  const patterns = (settings.get('dialplan.digitmap') ?? FACTORY_DIGIT_MAP).split('|');
  return patterns.some((pattern) => expressionOf(pattern).test(digits)) ? digits : undefined;
}

/** `x` is a digit, `.` repeats what stands before it, `T` waits. */
const expressionOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/T$/, '').replaceAll('x', '\\d').replaceAll('.', '*')}$`);

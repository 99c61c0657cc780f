import type { Download } from '../download.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

const FORMAT = '# Panasonic SIP Phone Standard Format File #';
const STANDARD = 'CFG_STANDARD_FILE_PATH';
const KEYS = 24;
const LINE_MAX_BYTES = 537;

/** A KX-HDV230, after the maker's administrator's guide. */
export const simPanasonic: SimMake = {
  vendor: 'panasonic',
  model: 'KX-HDV230',
  firmware: '07.129',
  name: 'Panasonic KX-HDV230',
  httpUserAgent: userAgentOf,
  sipUserAgent: userAgentOf,
  pnp: {
    // That it says so of itself is UNVERIFIED: the guide names the event package only.
    requestUri: (mac) => `sip:MAC%3a${mac}@224.0.1.75`,
    event: ({ model, firmware }) =>
      `ua-profile;profile-type="device";vendor="Panasonic";model="${model}";version="${firmware}"`,
  },
  fetch: fetchFiles,
  provisioningOf: (settings) => ({
    url: settings.get(STANDARD),
    // They stand in the address.
    ...{ username: '', password: '' },
    pollMinutes: settings.get('CFG_CYCLIC') === 'Y' ? Number(settings.get('CFG_CYCLIC_INTVL')) || 0 : 0,
    asksByPnp: settings.get('SIPPNP_PROV_ENABLE') !== 'N',
  }),
  accountOf,
  keysOf,
  reactionTo,
  challengesNotify: () => false,
  busyRetryMs: 0,
  dialled: (digits, settings) =>
    (settings.get('DIAL_PLAN_1') ?? '').split('|').includes(digits) ||
    settings.get('DIAL_PLAN_NOT_MATCH_ENABLE_1') === 'Y'
      ? digits
      : undefined,
};

function userAgentOf({ mac, model, firmware }: { mac: string; model: string; firmware: string }): string {
  return `Panasonic_${model}/${firmware} (${mac})`;
}

async function fetchFiles(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const standard = await standardFile(files);
  if (standard === undefined || standard === '') return undefined;
  const told = readFile(await files.get(fileAt(standard, files)));
  // What a file does not name stays as it was.
  return told && new Map([...files.settings, ...told]);
}

/** Where it was sent it learns where its configuration is, and nothing else. */
async function standardFile(files: FileFetcher): Promise<string | undefined> {
  const known = files.settings.get(STANDARD);
  if (files.url === known) return known;
  return readFile(await files.get(fileAt(files.url, files)))?.get(STANDARD) || known;
}

/** An address that names no file is that of a folder, in which its model's is. */
function fileAt(address: string, { phone: { mac, model, firmware } }: FileFetcher): string {
  const isFile = /\/[^/]+\.cfg$/i.test(address);
  const file = isFile ? address : `${address.replace(/\/$/, '')}/{MODEL}.cfg`;
  return file
    .replaceAll('{MAC}', mac.toUpperCase())
    .replaceAll('{mac}', mac)
    .replaceAll('{MODEL}', model)
    .replaceAll('{fwver}', firmware);
}

const readFile = (file: Download | undefined): PhoneSettings | undefined =>
  file?.status === 200 ? readPanasonic(file.text) : undefined;

/**
 * Reads a file as the phone does: it begins with the maker's line and ends with an empty one, and one line that is none
 * spoils the whole file. Of equal names the first counts.
 */
export function readPanasonic(text: string): PhoneSettings | undefined {
  if (!text.startsWith(FORMAT) || !text.endsWith('\r\n\r\n')) return undefined;
  const settings = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    if (line === '' || line.startsWith('#') || Buffer.byteLength(line) + 2 > LINE_MAX_BYTES) continue;
    const [, name, value] = /^([A-Z][A-Z0-9_]{0,31})="([^"\\\r\n]{0,500})"$/u.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (!settings.has(name)) settings.set(name, value);
  }
  return settings;
}

function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (name: string): string => settings.get(`${name}_1`) ?? '';
  if (get('LINE_ENABLE') !== 'Enabled' || get('PHONE_NUMBER') === '') return undefined;
  const byEdge = get('SIP_OUTPROXY_ADDR') !== '';
  const server = byEdge ? 'SIP_OUTPROXY' : 'SIP_RGSTR';
  return {
    label: lineLabel(settings) ?? get('DISPLAY_NAME'),
    displayName: get('DISPLAY_NAME'),
    user: get('PHONE_NUMBER'),
    authName: get('SIP_AUTHID'),
    password: get('SIP_PASS'),
    server: { host: get(`${server}_ADDR`), port: Number(get(`${server}_PORT`)) || 5060 },
    expiresSeconds: Number(get('REG_EXPIRE_TIME')) || 3_600,
  };
}

type FlexButton = PhoneKey & { action: string };

function flexButtons(settings: PhoneSettings): FlexButton[] {
  return Array.from({ length: KEYS }, (_, index) => {
    const number = index + 1;
    const get = (name: string): string => settings.get(`FLEX_BUTTON_${name}${number}`) ?? '';
    return { number, action: get('FACILITY_ACT'), label: get('LABEL'), dials: get('QUICK_DIAL') };
  });
}

const lineLabel = (settings: PhoneSettings): string | undefined =>
  flexButtons(settings).find(({ action }) => action === 'X_PANASONIC_IPTEL_LINE')?.label;

function keysOf(settings: PhoneSettings): PhoneKey[] {
  return flexButtons(settings)
    .filter(({ action }) => action === 'X_PANASONIC_IPTEL_ONETOUCH')
    .map(({ number, label, dials }) => ({ number, label, dials }));
}

/** Whatever event its file names; `check-sync` and `resync` are usual. */
function reactionTo(event: string, settings: PhoneSettings): Reaction {
  const [name, ...parameters] = event.split(';').map((part) => part.trim());
  if (name !== (settings.get('CFG_RESYNC_FROM_SIP') ?? 'check-sync')) return 'unknown-event';
  return parameters.includes('reboot=true') ? 'reboot' : 'look';
}

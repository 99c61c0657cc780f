import type { Download } from '../download.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

/** T54W: the model's part in the name of the common file. */
const COMMON_FILE = 'y000000000096.cfg';

/** A Yealink of firmware 81 or newer, after its administrator's guide. */
export const simYealink: SimMake = {
  vendor: 'yealink',
  model: 'SIP-T54W',
  firmware: '96.86.0.45',
  name: 'Yealink SIP-T54W',
  httpUserAgent: ({ mac, model, firmware }) =>
    `Yealink ${model} ${firmware} ${mac.replace(/..(?!$)/g, '$&:')}`,
  sipUserAgent: ({ model, firmware }) => `Yealink ${model} ${firmware}`,
  pnp: {
    requestUri: (mac) => `sip:MAC%3a${mac}@224.0.1.75`,
    event: ({ model, firmware }) =>
      `ua-profile;profile-type="device";vendor="Yealink";model="${model}";version="${firmware}"`,
  },
  fetch: fetchFiles,
  firmwareUrl: async ({ settings }) => settings.get('static.firmware.url') || undefined,
  provisioningOf(settings) {
    const get = (key: string): string | undefined => settings.get(`static.auto_provision.${key}`);
    return {
      url: get('server.url'),
      username: get('server.username') ?? '',
      password: get('server.password') ?? '',
      pollMinutes: get('repeat.enable') === '1' ? Number(get('repeat.minutes')) || 0 : 0,
      asksByPnp: get('pnp_enable') !== '0',
    };
  },
  accountOf,
  authorityOf: (settings) => settings.get('static.trusted_certificates.url') || undefined,
  idleTextOf: (settings) =>
    settings.get('account.1.enable') === '1' ? (settings.get('account.1.label') ?? '') : '',
  keysOf,
  reactionTo: reactionToCheckSync,
  challengesNotify: () => false,
  // Its guide: a phone that is told during a call looks again every 30 s.
  busyRetryMs: 30_000,
};

async function fetchFiles(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const { mac } = files.phone;
  for (const name of [`${mac}.boot`, 'y000000000000.boot', COMMON_FILE]) await files.get(name);
  const file = await files.get(`${mac}.cfg`);
  if (file === undefined || !isNews(file, files.memory)) return undefined;
  // What a file does not name stays as it was.
  return new Map([...files.settings, ...readYealink(file.text)]);
}

/** The phone keeps the MD5 of each file, and does nothing when it is that of the last one. */
function isNews({ status, md5 }: Download, memory: Map<string, string>): boolean {
  if (status !== 200 || memory.get('cfg') === md5) return false;
  memory.set('cfg', md5);
  return true;
}

/** Reads a Yealink file the way the phone does: `%NULL%` empties, what is no such line is passed over. */
export function readYealink(text: string): PhoneSettings {
  const settings = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) settings.set(key, value === '%NULL%' ? '' : value);
  }
  return settings;
}

/** Account 1, if it is enabled. */
function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (key: string): string => settings.get(`account.1.${key}`) ?? '';
  if (get('enable') !== '1' || get('user_name') === '') return undefined;
  return {
    label: get('label'),
    displayName: get('display_name'),
    user: get('user_name'),
    authName: get('auth_name'),
    password: get('password'),
    server: { host: get('sip_server.1.address'), port: Number(get('sip_server.1.port')) || 5060 },
    expiresSeconds: Number(get('sip_server.1.expires')) || 3_600,
  };
}

/** Line keys that dial something (type 13). */
function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let number = 1; number <= 29; number += 1) {
    if (settings.get(`linekey.${number}.type`) !== '13') continue;
    const label = settings.get(`linekey.${number}.label`) ?? '';
    keys.push({ number, label, dials: settings.get(`linekey.${number}.value`) ?? '' });
  }
  return keys;
}

/** What a NOTIFY `check-sync` makes this phone do (Yealink administrator's guide, `sip.notify_reboot_enable`). */
function reactionToCheckSync(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync/i.test(event)) return 'unknown-event';
  switch (settings.get('sip.notify_reboot_enable') ?? '1') {
    case '0':
      return /;\s*reboot\s*=\s*true/i.test(event) ? 'reboot' : 'look';
    case '2':
      return 'nothing';
    default:
      return 'reboot';
  }
}

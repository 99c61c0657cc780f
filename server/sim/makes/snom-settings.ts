import { readXml, type XmlElement } from '../read-xml.ts';
import type {
  FileFetcher,
  PhoneAccount,
  PhoneKey,
  PhoneProvisioningSettings,
  PhoneSettings,
  Reaction,
  SimMake,
} from './make.ts';

/** A list may lead to files, which may not lead on for ever. */
const DEPTH_MAX = 3;

/**
 * Fetches as a phone that speaks Snom's XML: a folder is asked for the model's and the phone's own file, any other
 * address is asked as it is, with the phone's MAC in the place of `{mac}`; a list of files is followed. Undefined =
 * nothing came that it could take.
 */
export async function fetchSnomSettings(
  files: FileFetcher,
  { modelFile }: { modelFile: string },
): Promise<PhoneSettings | undefined> {
  if (files.settings.get('update_policy') === 'never_update') return undefined;
  const mac = files.phone.mac.toUpperCase();
  const names = files.url.endsWith('/')
    ? [`${modelFile}.htm`, `${modelFile}-${mac}.htm`]
    : [files.url.replaceAll('{mac}', mac)];
  const settings = new Map(files.settings);
  let hasAny = false;
  for (const name of names) hasAny = (await take(files, { name, into: settings, depth: 0 })) || hasAny;
  return hasAny ? settings : undefined;
}

type Step = { name: string; into: Map<string, string>; depth: number };

async function take(files: FileFetcher, { name, into, depth }: Step): Promise<boolean> {
  const file = depth < DEPTH_MAX ? await files.get(name) : undefined;
  const document = file?.status === 200 ? read(file.text) : undefined;
  if (document?.name === 'settings') {
    for (const [key, value] of readSnomSettings(document)) into.set(key, value);
    return true;
  }
  if (document?.name !== 'setting-files') return false;
  let hasAny = false;
  for (const { attributes } of document.children) {
    const next = { name: attributes['url'] ?? '', into, depth: depth + 1 };
    hasAny = (await take(files, next)) || hasAny;
  }
  return hasAny;
}

/** Only with `auto_update`: the file that `firmware_status` names has the image's address. */
export async function snomFirmwareUrl(files: FileFetcher): Promise<string | undefined> {
  const status = files.settings.get('firmware_status') ?? '';
  if (files.settings.get('update_policy') !== 'auto_update' || status === '') return undefined;
  const file = await files.get(status);
  const document = file?.status === 200 ? read(file.text) : undefined;
  if (document?.name !== 'firmware-settings') return undefined;
  return document.children.find(({ name }) => name === 'firmware')?.text.trim() || undefined;
}

/** A phone passes over what is no XML. */
function read(text: string): XmlElement | undefined {
  try {
    return readXml(text);
  } catch {
    return undefined;
  }
}

/** `user_name 1` for the name of identity 1, `fkey 0` and `fkey 0 label` for the first key. */
export function readSnomSettings(root: XmlElement): PhoneSettings {
  const settings = new Map<string, string>();
  for (const part of root.children) {
    if (part.name === 'phone-settings')
      for (const { name, attributes, text } of part.children)
        settings.set([name, attributes['idx']].filter((word) => word !== undefined).join(' '), text);
    if (part.name === 'certificates')
      for (const { attributes } of part.children) settings.set('certificate', attributes['url'] ?? '');
    if (part.name === 'functionKeys')
      for (const { attributes, text } of part.children) {
        settings.set(`fkey ${attributes['idx']}`, text);
        settings.set(`fkey ${attributes['idx']} label`, attributes['label'] ?? '');
      }
  }
  return settings;
}

function snomProvisioning(settings: PhoneSettings): PhoneProvisioningSettings {
  const isPolling =
    settings.get('prov_polling_enabled') === 'on' && settings.get('prov_polling_mode') === 'rel';
  return {
    url: settings.get('setting_server'),
    username: settings.get('http_client_user') ?? '',
    password: settings.get('http_client_pass') ?? '',
    pollMinutes: isPolling ? (Number(settings.get('prov_polling_period')) || 0) / 60 : 0,
    asksByPnp: settings.get('pnp_config') !== 'off',
  };
}

/** Identity 1, if it is active. */
function snomAccount(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (name: string): string => settings.get(`${name} 1`) ?? '';
  if (get('user_active') !== 'on' || get('user_name') === '') return undefined;
  const [, host = get('user_host'), port] = /^([^:;]+)(?::(\d+))?/.exec(get('user_outbound')) ?? [];
  return {
    label: get('user_idle_text'),
    displayName: get('user_realname'),
    user: get('user_name'),
    authName: get('user_pname') || get('user_name'),
    password: get('user_pass'),
    server: { host, port: Number(port) || 5060 },
    expiresSeconds: Number(get('user_expiry')) || 3_600,
  };
}

/** Function keys that dial something. */
function snomKeys(settings: PhoneSettings): PhoneKey[] {
  return [...settings].flatMap(([name, value]) => {
    const idx = /^fkey (\d+)$/.exec(name)?.[1];
    const dials = /^speed (.+)$/.exec(value)?.[1];
    if (idx === undefined || dials === undefined) return [];
    return [{ number: Number(idx) + 1, label: settings.get(`${name} label`) ?? '', dials }];
  });
}

/** Only `reboot=false` keeps it from restarting, and then only if no changed setting is to restart it. */
function reactionToCheckSync(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync/i.test(event)) return 'unknown-event';
  if (!/;\s*reboot\s*=\s*false/i.test(event)) return 'reboot';
  return settings.get('auto_reboot_on_setting_change') === 'on' ? 'reboot' : 'look';
}

/** What every phone that reads Snom's settings does of itself. */
export const snomDialect = {
  provisioningOf: snomProvisioning,
  accountOf: snomAccount,
  authorityOf: (settings) => settings.get('certificate') || undefined,
  idleTextOf: (settings) =>
    settings.get('user_active 1') === 'on' ? (settings.get('user_idle_text 1') ?? '') : '',
  keysOf: snomKeys,
  reactionTo: reactionToCheckSync,
  challengesNotify: (settings) => settings.get('challenge_checksync') === 'on',
  busyRetryMs: 0,
} satisfies Partial<SimMake>;

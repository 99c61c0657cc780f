import { readXml } from '../read-xml.ts';
import { dialledByPlan } from './cisco-dial-plan.ts';
import { decryptWithKey } from './cisco-key.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

/** A Cisco 8851 with multiplatform firmware, after its administrator's and its provisioning guide. */
export const simCisco: SimMake = {
  vendor: 'cisco',
  model: 'CP-8851-3PCC',
  firmware: '12.0.7',
  name: 'Cisco CP-8851-3PCC',
  httpUserAgent: ({ mac, model, firmware }) => `Cisco-${model}/${firmware} (${mac})`,
  sipUserAgent: ({ model, firmware }) => `Cisco-${model}/${firmware}`,
  pnp: undefined,
  fetch: fetchFiles,
  provisioningOf(settings) {
    const rule = readRule(settings.get('Profile_Rule') ?? '');
    const { url, username, password } = rule;
    return {
      ...{ username, password },
      // The rule of the factory names no server.
      url: settings.has('Profile_Rule') && !url.includes('://') ? '' : url || undefined,
      pollMinutes: Number(settings.get('Resync_Periodic') ?? 3_600) / 60,
      asksByPnp: false,
    };
  },
  accountOf,
  keysOf,
  reactionTo,
  challengesNotify: (settings) => settings.get('Auth_Resync-Reboot_1_') !== 'No',
  // It waits until it is idle (`Forced_Resync_Delay`).
  busyRetryMs: 0,
  dialled: dialledByPlan,
};

/** `[--key "K" --uid U --pwd P]http://host/path/$MA.xml` */
function readRule(rule: string): { url: string; username: string; password: string; key: string } {
  const [, options = '', url = ''] = /^(?:\[([^\]]*)\])?(.*)$/.exec(rule) ?? [];
  const option = (name: string): string => new RegExp(`--${name} (\\S+)`).exec(options)?.[1] ?? '';
  const key = option('key').replace(/^"|"$/g, '');
  return { url, username: option('uid'), password: option('pwd'), key };
}

/** One rule, one file. What the file does not name stays; a file that is not there is a failure, unless told otherwise. */
async function fetchFiles({ phone, settings, url, get }: FileFetcher): Promise<PhoneSettings | undefined> {
  const name = url
    .slice(url.lastIndexOf('/') + 1)
    .replaceAll('$MA', phone.mac)
    .replaceAll('$PSN', phone.model.replace(/^CP-|-3PCC$/g, ''));
  const file = await get(name);
  if (file?.status !== 200) return undefined;
  const { key } = readRule(settings.get('Profile_Rule') ?? '');
  const text = key === '' ? file.text : decryptWithKey(file.bytes, key);
  return new Map([...settings, ...readFlatProfile(text)]);
}

/** An element a parameter; of equal ones the last wins. */
export function readFlatProfile(text: string): PhoneSettings {
  const { name, children } = readXml(text);
  if (name !== 'flat-profile') throw new Error('no flat profile');
  return new Map(children.map((child) => [child.name, child.text]));
}

/** Line 1, as the first line key has it. */
function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (key: string): string => settings.get(`${key}_1_`) ?? '';
  const isRegistering = get('Line_Enable') === 'Yes' && get('Register') !== 'No' && get('User_ID') !== '';
  if (!isRegistering) return undefined;
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(get('Proxy')) ?? [];
  return {
    label: get('Short_Name'),
    displayName: get('Display_Name'),
    user: get('User_ID'),
    authName: get('Auth_ID'),
    password: get('Password'),
    server: { host, port: Number(port ?? 5060) },
    expiresSeconds: Number(get('Register_Expires')) || 3_600,
  };
}

/** Line keys that are no line and dial something (`fnc=sd`). */
function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let number = 1; number <= 10; number += 1) {
    const what = settings.get(`Extended_Function_${number}_`) ?? '';
    const fields = new Map(what.split(';').map((field) => field.split('=') as [string, string]));
    const isFree = settings.get(`Extension_${number}_`) === 'Disabled';
    if (!isFree || fields.get('fnc') !== 'sd') continue;
    const dials = fields.get('ext')?.replace(/@\$PROXY$/, '') ?? '';
    keys.push({ number, label: fields.get('nme') ?? '', dials });
  }
  return keys;
}

function reactionTo(event: string, settings: PhoneSettings): Reaction {
  if (!/^(?:resync|check-sync)(?:;|$)/i.test(event)) return 'unknown-event';
  return settings.get('Resync_From_SIP') === 'No' ? 'nothing' : 'look';
}

import { elementsNamed, readXml } from '../read-xml.ts';
import { dialledByPlan } from './grandstream-dial-plan.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

/** UC926: the model's part in the name of the file that all of them ask for first. */
const MODEL_FILE = 'cfg0010.xml';
const LINE_KEYS = 36;
const SPEED_DIAL = '2';

/** An Htek UC926, after the maker's page on provisioning. */
export const simHtek: SimMake = {
  vendor: 'htek',
  model: 'UC926',
  firmware: '2.0.4.6.41',
  name: 'Htek UC926',
  httpUserAgent: ({ mac, model, firmware }) => `Htek ${model} ${firmware} ${mac.replace(/..(?!$)/g, '$&:')}`,
  sipUserAgent: ({ model, firmware }) => `Htek ${model} ${firmware}`,
  // What it would say by plug and play is not known.
  pnp: undefined,
  fetch: fetchFiles,
  provisioningOf: (settings) => ({
    url: settings.get('P237'),
    username: settings.get('P1360') ?? '',
    password: settings.get('P1361') ?? '',
    pollMinutes: settings.get('P194') === '1' ? Number(settings.get('P193')) || 0 : 0,
    asksByPnp: false,
  }),
  accountOf,
  idleTextOf: (settings) => (settings.get('P271') === '1' ? (settings.get('P20000') ?? '') : ''),
  keysOf,
  reactionTo,
  challengesNotify: () => false,
  busyRetryMs: 0,
  // Its settings are numbered as Grandstream's are, and its plan is written like theirs.
  dialled: (digits, settings) =>
    dialledByPlan(digits, {
      plan: settings.get('P4200') ?? '{x+}',
      hasCallFeatures: settings.get('P191') !== '0',
    }),
};

/** The first file that is there is read, and no other is asked for. */
async function fetchFiles(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const { mac } = files.phone;
  for (const name of [MODEL_FILE, `cfg${mac}`, `cfg${mac}.xml`]) {
    const file = await files.get(name);
    if (file?.status !== 200) continue;
    const told = readFile(file.text);
    // What a file does not name stays as it was.
    return told && new Map([...files.settings, ...told]);
  }
  return undefined;
}

function readFile(text: string): PhoneSettings | undefined {
  const root = readXml(text);
  const [config] = elementsNamed(root, 'config');
  if (root.name !== 'hl_provision' || config === undefined) return undefined;
  return new Map(config.children.map((element) => [element.name, element.text]));
}

/** Account 1 by the first profile, which has the server. */
function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (p: number): string => settings.get(`P${p}`) ?? '';
  if (get(271) !== '1' || get(24_082) !== '0' || get(35) === '') return undefined;
  const [host = '', port = '5060'] = get(47).split(':');
  return {
    ...{ label: get(20_000), displayName: get(3), user: get(35), authName: get(36), password: get(34) },
    server: { host, port: Number(port) },
    expiresSeconds: (Number(get(32)) || 15) * 60,
  };
}

function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let number = 1; number <= LINE_KEYS; number += 1) {
    const [type, value, label] = numbersOf(number).map((p) => settings.get(`P${p}`) ?? '');
    if (type === SPEED_DIAL) keys.push({ number, label: label ?? '', dials: value ?? '' });
  }
  return keys;
}

function numbersOf(key: number): [type: number, value: number, label: number] {
  if (key <= 4) return [41_199 + key, 41_299 + key, 41_399 + key];
  const type = 20_200 + (key - 5) * 5;
  return [type, type + 1, type + 2];
}

/** By FusionPBX `resync`, by Wazo a bare `check-sync`; neither restarts it. */
function reactionTo(event: string, settings: PhoneSettings): Reaction {
  if (!/^(?:resync|check-sync)\b/i.test(event)) return 'unknown-event';
  if (settings.get('P24012') === '0') return 'nothing';
  return /;\s*reboot\s*=\s*true/i.test(event) ? 'reboot' : 'look';
}

import { elementsNamed, readXml } from '../read-xml.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

const FACTORY_FILES = ['config.xml', 'config.$model.xml', 'config.$mac.xml'];
const PROGRAM_KEYS = 28;
const SPEED_DIAL = '1';

/** A Myriad M5, after the maker's manual of the M3. */
export const simAle: SimMake = {
  vendor: 'ale',
  model: 'M5',
  firmware: '2.13.02.1604',
  name: 'ALE M5',
  httpUserAgent: ({ mac, model, firmware }) => `ALE ${model}-CE ${firmware} ${mac}`,
  sipUserAgent: ({ model, firmware }) => `ALE ${model}-CE ${firmware}`,
  // What it would say by plug and play is not known.
  pnp: undefined,
  fetch: fetchFiles,
  provisioningOf: (settings) => ({
    url: settings.get('DeviceProvisionServerUrl'),
    username: settings.get('DeviceProvisionServerUsername') ?? '',
    password: settings.get('DeviceProvisionServerPassword') ?? '',
    // How long its interval is by itself is not known.
    pollMinutes: 0,
    asksByPnp: false,
  }),
  accountOf,
  keysOf,
  reactionTo,
  challengesNotify: () => false,
  busyRetryMs: 0,
};

/** Three files in turn, the later ones over the earlier; what none names stays as it was. */
async function fetchFiles(files: FileFetcher): Promise<PhoneSettings | undefined> {
  let told: PhoneSettings = new Map();
  for (const name of fileNames(files)) {
    const file = await files.get(name);
    if (file?.status === 200) told = new Map([...told, ...readFile(file.text)]);
  }
  return told.size === 0 ? undefined : new Map([...files.settings, ...told]);
}

/** As it was told to ask, or as it left the factory. The MAC is in capitals, as on the display of a Halo. */
function fileNames({ settings, phone: { mac, model } }: FileFetcher): string[] {
  const told = ['First', 'Second', 'Third'].map((which) => settings.get(`DeviceProvisionFile${which}`) ?? '');
  return (told.some((name) => name !== '') ? told : FACTORY_FILES)
    .filter((name) => name !== '')
    .map((name) => name.replace('$model', model).replace('$mac', mac.toUpperCase()));
}

function readFile(text: string): PhoneSettings {
  const root = readXml(text);
  if (root.name !== 'settings') return new Map();
  return new Map(
    elementsNamed(root, 'setting').map(({ attributes }) => [
      attributes['id'] ?? '',
      attributes['value'] ?? '',
    ]),
  );
}

function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (name: string): string => settings.get(`Account1${name}`) ?? '';
  if (get('Enable') !== 'true' || get('UserName') === '') return undefined;
  return {
    label: get('Label'),
    displayName: get('DisplayName'),
    user: get('UserName'),
    authName: get('RegName'),
    password: get('Password'),
    server: { host: get('Server1Address'), port: Number(get('Server1Port')) || 5060 },
    expiresSeconds: Number(get('Server1Expire')) || 600,
  };
}

/** Keys from the second on; the first is the line. */
function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let number = 2; number <= PROGRAM_KEYS; number += 1) {
    const get = (name: string): string => settings.get(`ProgramKey${number}${name}`) ?? '';
    if (get('Type') === SPEED_DIAL && get('Value') !== '')
      keys.push({ number, label: get('Label'), dials: get('Value') });
  }
  return keys;
}

/** `check-sync` makes it look; what restarts it is UNVERIFIED. */
function reactionTo(event: string): Reaction {
  return /^check-sync\b/i.test(event) ? 'look' : 'unknown-event';
}

import { elementsNamed, readXml, type XmlElement } from '../read-xml.ts';
import { dialledByPlan } from './grandstream-dial-plan.ts';
import type {
  FileFetcher,
  PhoneAccount,
  PhoneIdentity,
  PhoneKey,
  PhoneSettings,
  Reaction,
  SimMake,
} from './make.ts';

const FACTORY_DIAL_PLAN = '{ x+ | \\+x+ | *x+ | *xx*x+ }';

/** What one of its files calls a setting, and how it writes it. */
type Words = {
  configVersion: '1' | '2';
  enable: string;
  yes: string;
  label: string;
  displayName: string;
  user: string;
  authName: string;
  password: string;
  server: string;
  expiresMinutes: string;
  dialPlan: string;
  callFeatures: string;
  protocol: string;
  firmwareProtocol: string;
  firmwarePath: string;
  https: string;
  path: string;
  httpUser: string;
  httpPassword: string;
  poll: string;
  pollByMinutes: string;
  pollMinutes: string;
  pnp: string;
  authority: string;
  challenge: string;
  challengeOff: string;
  /** Names of a key's mode, label and number; undefined behind the last key. */
  key(number: number): readonly [mode: string, speedDial: string, label: string, value: string] | undefined;
};

/** By the P-values in the maker's template for the GXP2170, which has 12 fixed keys and 36 dynamic ones. */
const P_VALUES: Words = {
  ...{ configVersion: '1', enable: 'P271', yes: '1', label: 'P270', displayName: 'P3', user: 'P35' },
  ...{ authName: 'P36', password: 'P34', server: 'P47', expiresMinutes: 'P32' },
  ...{ dialPlan: 'P290', callFeatures: 'P191' },
  ...{ firmwareProtocol: 'P6767', firmwarePath: 'P192' },
  ...{ protocol: 'P212', https: '2', path: 'P237', httpUser: 'P1360', httpPassword: 'P1361' },
  ...{ poll: 'P194', pollByMinutes: '1', pollMinutes: 'P193', pnp: 'P1414' },
  authority: 'P8433',
  ...{ challenge: 'P4428', challengeOff: '1' },
  key(number) {
    if (number > 48) return undefined;
    const speedDial = number <= 12 ? '10' : '0';
    if (number > 6) {
      const first = 23_800 + (number - 7) * 4;
      return [`P${first}`, speedDial, `P${first + 2}`, `P${first + 3}`];
    }
    const at = (number - 1) * 2;
    return [`P${1_363 + at}`, speedDial, `P${1_465 + at}`, `P${1_466 + at}`];
  },
};

/** By the item names of the GRP2614. */
const ITEMS: Words = {
  ...{ configVersion: '2', enable: 'account.1.enable', yes: 'Yes', label: 'account.1.name' },
  ...{ displayName: 'account.1.sip.subscriber.name', user: 'account.1.sip.userid' },
  ...{ authName: 'account.1.sip.subscriber.userid', password: 'account.1.sip.subscriber.password' },
  ...{ server: 'account.1.sip.server.1.address', expiresMinutes: 'account.1.sip.registerExpiration' },
  ...{ dialPlan: 'account.1.call.dialplan', callFeatures: 'account.1.featureCodes.callFeatures' },
  ...{ firmwareProtocol: 'provisioning.firmware.protocol' },
  ...{ firmwarePath: 'provisioning.firmware.serverPath' },
  ...{ protocol: 'provisioning.config.protocol', https: 'HTTPS', path: 'provisioning.config.serverPath' },
  ...{ httpUser: 'provisioning.config.username', httpPassword: 'provisioning.config.password' },
  ...{ poll: 'provisioning.auto.mode', pollByMinutes: 'YesUpgradeMin' },
  ...{ pollMinutes: 'provisioning.auto.minute', pnp: 'provisioning.3cxAutoProvision' },
  authority: 'trustedCACertificates.trustedCACertificate.1',
  ...{ challenge: 'sip.notify.challenge', challengeOff: 'No' },
  key(number) {
    if (number > 40) return undefined;
    const key = number <= 16 ? `pks.vpk.${number}` : `pks.mpk.${number - 16}`;
    return [`${key}.keyMode`, 'SpeedDial', `${key}.description`, `${key}.value`];
  },
};

/** A GXP, told in P-values. */
export const simGrandstream: SimMake = simMake('GXP2170', '1.0.11.79', P_VALUES);

/** A GRP, told by item names. */
export const simGrandstreamGrp: SimMake = simMake('GRP2614', '1.0.5.15', ITEMS);

function simMake(model: string, firmware: string, words: Words): SimMake {
  return {
    ...{ vendor: 'grandstream', model, firmware, name: `Grandstream ${model}` },
    httpUserAgent: (phone) => `Grandstream Model HW ${phone.model} SW ${phone.firmware} DevId ${phone.mac}`,
    sipUserAgent: (phone) => `Grandstream ${phone.model} ${phone.firmware}`,
    pnp: {
      requestUri: (mac) => `sip:MAC%3A${mac.toUpperCase()}@224.0.1.75`,
      event: (phone) =>
        `ua-profile;profile-type="device";vendor="Grandstream";model="${phone.model}";version="${phone.firmware}"`,
    },
    fetch: (files) => fetchFiles(files, words),
    firmwareUrl: async (files) => firmwareUrl(files, words),
    provisioningOf: (settings) => provisioningOf(settings, words),
    accountOf: (settings) => accountOf(settings, words),
    idleTextOf: (settings) =>
      settings.get(words.enable) === words.yes ? (settings.get(words.label) ?? '') : '',
    authorityOf: (settings) => settings.get(words.authority) || undefined,
    keysOf: (settings) => keysOf(settings, words),
    reactionTo,
    // Signed or not at all, unless it was told otherwise.
    challengesNotify: (settings) => settings.get(words.challenge) !== words.challengeOff,
    busyRetryMs: 0,
    dialled: (digits, settings) =>
      dialledByPlan(digits, {
        plan: settings.get(words.dialPlan) ?? FACTORY_DIAL_PLAN,
        hasCallFeatures: (settings.get(words.callFeatures) ?? words.yes) === words.yes,
      }),
  };
}

/** The maker's own form first, then XML: the phone's own, the model's, anybody's. The first that is there is taken. */
async function fetchFiles(files: FileFetcher, words: Words): Promise<PhoneSettings | undefined> {
  const { mac, model } = files.phone;
  const binary = await files.get(`cfg${mac}`);
  // Whatever is sent for it is not the maker's form, and a phone that has read it stops.
  if (binary?.status === 200) return undefined;
  for (const name of [`cfg${mac}.xml`, `cfg${model.toLowerCase()}.xml`, 'cfg.xml']) {
    const file = await files.get(name);
    if (file?.status !== 200) continue;
    const told = readFile(file.text, files.phone, words);
    // What a file does not name stays as it was.
    return told && new Map([...files.settings, ...told]);
  }
  return undefined;
}

/** Undefined for a file that is another phone's, or of a form that this model does not read. */
function readFile(text: string, { mac }: PhoneIdentity, words: Words): PhoneSettings | undefined {
  const root = readXml(text);
  const [owner] = elementsNamed(root, 'mac');
  const [config] = elementsNamed(root, 'config');
  if (root.name !== 'gs_provision' || config === undefined) return undefined;
  if (owner !== undefined && owner.text !== mac) return undefined;
  if (config.attributes['version'] !== words.configVersion) return undefined;
  const nameOf = ({ name, attributes }: XmlElement): string => attributes['name'] ?? name;
  return new Map(config.children.map((element) => [nameOf(element), element.text]));
}

/** Its model's file beside the others of its maker's. */
function firmwareUrl({ settings, phone }: FileFetcher, words: Words): string | undefined {
  const path = settings.get(words.firmwarePath);
  if (path === undefined || path === '') return undefined;
  const scheme = settings.get(words.firmwareProtocol) === words.https ? 'https' : 'http';
  return `${scheme}://${path.replace(/\/?$/, '/')}${phone.model.toLowerCase()}fw.bin`;
}

function provisioningOf(settings: PhoneSettings, words: Words) {
  const path = settings.get(words.path);
  const scheme = settings.get(words.protocol) === words.https ? 'https' : 'http';
  const isPolling = settings.get(words.poll) === words.pollByMinutes;
  return {
    // Host and folder; with a protocol in front it is no host.
    url: path === undefined || path === '' ? path : `${scheme}://${path.replace(/\/?$/, '/')}`,
    username: settings.get(words.httpUser) ?? '',
    password: settings.get(words.httpPassword) ?? '',
    pollMinutes: isPolling ? Math.max(60, Number(settings.get(words.pollMinutes)) || 10_080) : 0,
    asksByPnp: settings.get(words.pnp) === words.yes || settings.get(words.pnp) === undefined,
  };
}

function accountOf(settings: PhoneSettings, words: Words): PhoneAccount | undefined {
  const get = (name: string): string => settings.get(name) ?? '';
  if (get(words.enable) !== words.yes || get(words.user) === '') return undefined;
  const [host = '', port = '5060'] = get(words.server).split(':');
  return {
    label: get(words.label),
    displayName: get(words.displayName),
    user: get(words.user),
    authName: get(words.authName),
    password: get(words.password),
    server: { host, port: Number(port) },
    expiresSeconds: (Number(get(words.expiresMinutes)) || 60) * 60,
  };
}

function keysOf(settings: PhoneSettings, words: Words): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let number = 1, names = words.key(1); names !== undefined; number += 1, names = words.key(number)) {
    const [mode, speedDial, label, value] = names;
    const dials = settings.get(value) ?? '';
    if (settings.get(mode) === speedDial && dials !== '')
      keys.push({ number, label: settings.get(label) ?? '', dials });
  }
  return keys;
}

/** `resync` looks again without a restart; what a bare `check-sync` does is UNVERIFIED, and taken for a restart. */
function reactionTo(event: string): Reaction {
  if (/^resync\b/i.test(event)) return 'look';
  return /^check-sync\b/i.test(event) ? 'reboot' : 'unknown-event';
}

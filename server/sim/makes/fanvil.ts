import type { Download } from '../download.ts';
import { readXml, type XmlElement } from '../read-xml.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

const COMMON_FILE = 'f0X4Uhw1.100.cfg';
const LARGEST_PAGE = 32;

/** A Fanvil with `sysConf` files, as other servers' templates and its manuals have it. */
export const simFanvil: SimMake = {
  vendor: 'fanvil',
  model: 'X4U',
  firmware: '2.12.16.17',
  name: 'Fanvil X4U',
  httpUserAgent: ({ mac, model, firmware }) => `Fanvil ${model} ${firmware} ${mac}`,
  sipUserAgent: ({ model, firmware }) => `Fanvil ${model} ${firmware}`,
  pnp: {
    requestUri: (mac) => `sip:MAC=${mac}@224.0.1.75`,
    event: ({ model, firmware }) =>
      `ua-profile;profile-type="device";vendor="Fanvil";model="${model}";version="${firmware}"`,
  },
  fetch: fetchFiles,
  firmwareUrl,
  provisioningOf(settings) {
    const server = settings.get('ap/FlashServerIP');
    return {
      url: server === undefined || server === '' ? server : `${server}/`,
      username: settings.get('ap/DefaultUsername') ?? '',
      password: settings.get('ap/DefaultPassword') ?? '',
      // Mode 2 looks every so many hours, mode 1 when it starts.
      pollMinutes:
        settings.get('ap/FlashMode') === '2' ? 60 * Number(settings.get('ap/FlashInterval') ?? 1) : 0,
      asksByPnp: settings.get('ap/pnp/PNPEnable') !== '0',
    };
  },
  accountOf,
  idleTextOf: (settings) => settings.get('phone/display/LCDTitle') ?? '',
  keysOf,
  reactionTo: reactionToCheckSync,
  challengesNotify: () => false,
  busyRetryMs: 0,
};

async function fetchFiles(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const { mac } = files.phone;
  const file = files.url.endsWith('/')
    ? await inOrder(files, mac)
    : await files.get(files.url.replaceAll('$mac', mac));
  if (file === undefined || file.status !== 200) return undefined;
  const told = readSysConf(file.text);
  if (!isNews(file, told, files)) return undefined;
  // What a file does not name stays as it was.
  return new Map([...files.settings, ...told]);
}

async function inOrder(files: FileFetcher, mac: string): Promise<Download | undefined> {
  await files.get('F00000000000.boot');
  await files.get(`${mac}.boot`);
  if (files.settings.get('ap/DownloadCommonConf') !== '0') await files.get(COMMON_FILE);
  const name = files.settings.get('ap/FlashFileName') || '$mac.cfg';
  return files.get(name.replaceAll('$mac', mac));
}

/** It takes what is described there only if that is newer than what it has. */
async function firmwareUrl(files: FileFetcher): Promise<string | undefined> {
  const { settings, phone } = files;
  const server = settings.get('fwCheck/UpgradeServer1') ?? '';
  if (settings.get('fwCheck/EnableAutoUpgrade') !== '1' || server === '') return undefined;
  const model = phone.model.toLowerCase().replaceAll(' ', '_');
  const file = await files.get(`${server}/fanvil_${model}_hw1_0.txt`);
  if (file?.status !== 200) return undefined;
  const [, version = ''] = /^Version=(\S+)$/m.exec(file.text) ?? [];
  const [, address] = /^Firmware=(\S+)$/m.exec(file.text) ?? [];
  const isNewer = version.localeCompare(phone.firmware, 'en', { numeric: true }) > 0;
  return isNewer && address !== undefined ? new URL(address, `${server}/`).href : undefined;
}

/** Firmware differs in what it looks at, version or content; this phone is content with neither alone. */
function isNews({ md5 }: Download, told: PhoneSettings, { settings, memory }: FileFetcher): boolean {
  const version = told.get('Version');
  if (version === undefined || !/^2\.\d{4,10}$/.test(version)) return false;
  if (Number(version) <= Number(settings.get('Version') ?? 0) && settings.has('Version')) return false;
  if (memory.get('cfg') === md5) return false;
  memory.set('cfg', md5);
  return true;
}

/** Every element with its way from the root: `sip/line1/EnableReg`. Another document than `sysConf` says nothing. */
function readSysConf(text: string): PhoneSettings {
  const root = readXml(text);
  return new Map(root.name === 'sysConf' ? root.children.flatMap((child) => leaves(child, '')) : []);
}

function leaves({ name, attributes, children, text }: XmlElement, above: string): [string, string][] {
  const path = `${above}${name}${attributes['index'] ?? ''}`;
  if (children.length === 0) return [[path, text.trim()]];
  return children.flatMap((child) => leaves(child, `${path}/`));
}

/** Line 1, if it is enabled; this phone's only transport is UDP. */
function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (key: string): string => settings.get(`sip/line1/${key}`) ?? '';
  if (get('EnableReg') !== '1' || get('PhoneNumber') === '' || get('Transport') !== '0') return undefined;
  const proxy = get('ProxyAddr');
  return {
    label: settings.get('phone/display/LCDTitle') ?? '',
    displayName: get('DisplayName'),
    user: get('PhoneNumber'),
    authName: get('RegisterUser'),
    password: get('RegisterPswd'),
    server: {
      host: proxy || get('RegisterAddr'),
      port: Number(proxy ? get('ProxyPort') : get('RegisterPort')) || 5060,
    },
    expiresSeconds: Number(get('RegisterTTL')) || 3_600,
  };
}

/** Memory keys (type 1) that dial by line 1: `*70@1/f`. */
function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (const place of ['dssSide1', 'internal1', 'internal2', 'internal3', 'internal4', 'internal5']) {
    for (let index = 1; index <= LARGEST_PAGE; index += 1) {
      const get = (key: string): string => settings.get(`dsskey/${place}/Fkey${index}/${key}`) ?? '';
      const [, dials] = /^(.+)@1\/f$/.exec(get('Value')) ?? [];
      if (get('Type') === '1' && dials !== undefined)
        keys.push({ number: keys.length + 1, label: get('Title'), dials });
    }
  }
  return keys;
}

/** `sip/NotifyReboot` is 1 as it leaves the factory: it starts again whatever the NOTIFY says. */
function reactionToCheckSync(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync/i.test(event)) return 'unknown-event';
  if ((settings.get('sip/NotifyReboot') ?? '1') !== '0') return 'reboot';
  return /;\s*reboot\s*=\s*true/i.test(event) ? 'reboot' : 'look';
}

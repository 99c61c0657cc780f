import { elementsNamed, readXml } from '../read-xml.ts';
import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

const FUNCTION_KEYS = 8;
const DIALS = '3';
const PROXY_USED = '1';

/** A Gigaset Maxwell 3, after its maker's wiki. */
export const simGigasetMaxwell: SimMake = {
  vendor: 'gigaset',
  model: 'Maxwell 3',
  firmware: '2.22.4',
  name: 'Gigaset Maxwell 3',
  httpUserAgent: ({ mac, model, firmware }) => `Gigaset ${model}/${firmware};${mac.toUpperCase()}`,
  sipUserAgent: ({ model, firmware }) => `Gigaset ${model}/${firmware}`,
  pnp: {
    requestUri: (mac) => `sip:MAC%3A${mac.toUpperCase()}@local`,
    event: ({ model, firmware }) =>
      `ua-profile;profile-type="device";vendor="Gigaset";model="${model}";version="${firmware}"`,
  },
  fetch: fetchFile,
  provisioningOf(settings) {
    return {
      url: settings.get('System.Provision.ProvisioningServer'),
      username: settings.get('System.Security.HttpAuthUsername') ?? '',
      password: settings.get('System.Security.HttpAuthPassword') ?? '',
      pollMinutes: (Number(settings.get('System.Provision.Period')) || 0) / 60,
      // Nothing is known that turns it off.
      asksByPnp: true,
    };
  },
  accountOf,
  keysOf,
  reactionTo: reactionToCheckSync,
  challengesNotify: () => false,
  busyRetryMs: 0,
};

/** What a file does not name stays as it was. */
async function fetchFile(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const file = await files.get(files.url.replaceAll('%MACD', files.phone.mac.toUpperCase()));
  const read = file?.status === 200 ? readNvm(file.text) : undefined;
  return read && new Map([...files.settings, ...read]);
}

/** The parameters of a file; undefined for what is none. */
export function readNvm(text: string): PhoneSettings | undefined {
  try {
    const root = readXml(text);
    if (root.name !== 'provisioning') return undefined;
    const nvm = root.children.filter(({ name }) => name === 'nvm');
    return new Map(
      nvm
        .flatMap((element) => elementsNamed(element, 'param'))
        .map(({ attributes }) => [attributes['name'] ?? '', attributes['value'] ?? '']),
    );
  } catch {
    return undefined;
  }
}

function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (name: string): string => settings.get(`SIP.Account.0.${name}`) ?? '';
  if (get('Active') !== '1' || get('Username') === '') return undefined;
  const server = get('OutboundProxy.Mode') === PROXY_USED ? 'OutboundProxy' : 'RegistrationServer';
  return {
    label: get('AccountName'),
    displayName: get('DisplayName'),
    user: get('Username'),
    authName: get('AuthName'),
    password: get('AuthPassword'),
    server: { host: get(`${server}.Address`), port: Number(get(`${server}.Port`)) || 5060 },
    expiresSeconds: 180,
  };
}

function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let n = 0; n < FUNCTION_KEYS; n += 1) {
    const get = (name: string): string => settings.get(`PhoneUI.Keys.FunctionKeys.${n}.${name}`) ?? '';
    if (get('Type') !== DIALS) continue;
    keys.push({ number: n + 1, label: get('DisplayName'), dials: get('PhoneNumber') });
  }
  return keys;
}

/** `SIP.Checksync.Simple = 1` restarts it in any case. */
function reactionToCheckSync(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync/i.test(event)) return 'unknown-event';
  const isTold = /;\s*reboot\s*=\s*true/i.test(event);
  return isTold || settings.get('SIP.Checksync.Simple') === '1' ? 'reboot' : 'look';
}

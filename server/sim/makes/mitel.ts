import type { FileFetcher, PhoneAccount, PhoneKey, PhoneSettings, Reaction, SimMake } from './make.ts';

const NOWHERE = '0.0.0.0';

/** A Mitel 6930 with SIP firmware 6, after its administrator's guide. */
export const simMitel: SimMake = {
  vendor: 'mitel',
  model: '6930',
  firmware: '6.4.0.140',
  name: 'Mitel 6930',
  httpUserAgent: ({ mac, model, firmware }) =>
    `Mitel${model} MAC:${mac.toUpperCase().replace(/..(?!$)/g, '$&-')} V:${firmware}-SIP`,
  sipUserAgent: ({ model, firmware }) => `Mitel ${model}/${firmware}`,
  pnp: undefined,
  fetch: fetchFiles,
  provisioningOf(settings) {
    return {
      url: urlOf(settings),
      username: settings.get('http digest username') ?? 'aastra',
      password: settings.get('http digest password') ?? 'aastra',
      // Once a day, at a time of its own.
      pollMinutes: settings.get('auto resync mode') === '1' ? 24 * 60 : 0,
      asksByPnp: false,
    };
  },
  accountOf,
  keysOf,
  reactionTo: reactionToNotify,
  challengesNotify: () => false,
  busyRetryMs: 0,
};

async function fetchFiles(files: FileFetcher): Promise<PhoneSettings | undefined> {
  const { mac, model } = files.phone;
  const common = await files.get('startup.cfg');
  // A phone that finds nothing in it does not ask for its own.
  if (common?.status !== 200 || readMitel(common.text).size === 0) return undefined;
  const ofModel = await files.get(`${model}.cfg`);
  const own = await files.get(`${mac.toUpperCase()}.cfg`);
  if (own?.status !== 200) return undefined;
  await files.put(`${mac.toUpperCase()}_local.cfg`, 'sip line1 screen name: scribbled\n');
  const texts = [common.text, ofModel?.status === 200 ? ofModel.text : '', own.text];
  // What a file does not name stays as it was.
  return new Map([...files.settings, ...texts.flatMap((text) => [...readMitel(text)])]);
}

/** `name: value` a line, `^` and `!` before it; a `#` outside quotes begins a comment. */
export function readMitel(text: string): PhoneSettings {
  const settings = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, rest] = /^\s*[!^]{0,2}([\w[|\]-][\w[|\] -]*?)\s*:(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined) continue;
    const [, quoted] = /^\s*"([^"]*)"/.exec(rest) ?? [];
    settings.set(name, quoted ?? rest.replace(/#.*$/, '').trim());
  }
  return settings;
}

function urlOf(settings: PhoneSettings): string | undefined {
  const protocol = settings.get('download protocol')?.toLowerCase();
  if (protocol === undefined) return undefined;
  const get = (name: string): string => settings.get(`${protocol} ${name}`) ?? '';
  return get('server') === '' ? '' : `${protocol}://${get('server')}:${get('port')}/${get('path')}/`;
}

function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
  const get = (name: string): string => settings.get(`sip line1 ${name}`) ?? '';
  const proxy = settings.get('sip outbound proxy') ?? NOWHERE;
  if (get('user name') === '' || get('registrar ip') === NOWHERE) return undefined;
  const server =
    proxy === NOWHERE || proxy === ''
      ? { host: get('registrar ip'), port: Number(get('registrar port')) || 5060 }
      : { host: proxy, port: Number(settings.get('sip outbound proxy port')) || 5060 };
  return {
    label: get('screen name'),
    displayName: get('display name'),
    user: get('user name'),
    authName: get('auth name'),
    password: get('password'),
    server,
    expiresSeconds: Number(get('registration period')) || 3_600,
  };
}

function keysOf(settings: PhoneSettings): PhoneKey[] {
  return [...settings].flatMap(([name, type]) => {
    const [, key, number] = /^(topsoftkey(\d+)) type$/.exec(name) ?? [];
    if (key === undefined || type !== 'speeddial') return [];
    const dials = settings.get(`${key} value`) ?? '';
    return [{ number: Number(number), label: settings.get(`${key} label`) ?? '', dials }];
  });
}

/** A changed file restarts it; that is why it is told. */
function reactionToNotify(event: string, settings: PhoneSettings): Reaction {
  if (/^check-sync/i.test(event)) return 'reboot';
  const isXml = /^aastra-xml/i.test(event) && settings.get('sip xml notify event') === '1';
  return isXml ? 'nothing' : 'unknown-event';
}

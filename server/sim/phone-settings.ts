/** What a phone was told, as its maker's files say it: `key = value` lines, comments with `#`. */
export type PhoneSettings = ReadonlyMap<string, string>;

/** Reads a Yealink file the way the phone does: `%NULL%` empties, what is no such line is passed over. */
export function readSettings(text: string): PhoneSettings {
  const settings = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) settings.set(key, value === '%NULL%' ? '' : value);
  }
  return settings;
}

export type PhoneAccount = {
  label: string;
  displayName: string;
  user: string;
  authName: string;
  password: string;
  server: { host: string; port: number };
  expiresSeconds: number;
};

/** Account 1, if it is enabled. */
export function accountOf(settings: PhoneSettings): PhoneAccount | undefined {
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

export type PhoneKey = { number: number; label: string; dials: string };

/** Line keys that dial something (type 13). */
export function keysOf(settings: PhoneSettings): PhoneKey[] {
  const keys: PhoneKey[] = [];
  for (let number = 1; number <= 27; number += 1) {
    if (settings.get(`linekey.${number}.type`) !== '13') continue;
    const label = settings.get(`linekey.${number}.label`) ?? '';
    keys.push({ number, label, dials: settings.get(`linekey.${number}.value`) ?? '' });
  }
  return keys;
}

/** What a NOTIFY `check-sync` makes this phone do (Yealink administrator's guide, `sip.notify_reboot_enable`). */
export function reactionToCheckSync(event: string, settings: PhoneSettings): 'look' | 'reboot' | 'nothing' {
  switch (settings.get('sip.notify_reboot_enable') ?? '1') {
    case '0':
      return /;\s*reboot\s*=\s*true/i.test(event) ? 'reboot' : 'look';
    case '2':
      return 'nothing';
    default:
      return 'reboot';
  }
}

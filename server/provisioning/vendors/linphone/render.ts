import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { type ExtraSetting, usableExtras, withExtras } from '../extras.ts';
import { oneLine, range, shorten } from '../text.ts';
import { element, XML_DECLARATION, xmlText } from '../xml.ts';
import { linphoneExtras } from './extras.ts';

/** What stands in a section of its own file; empty = the entry is taken out. */
type Section = readonly [name: string, entries: Readonly<Record<string, string | number>>];

const NAMESPACE = 'http://www.linphone.org/xsds/lpconfig.xsd';
const NAME_MAX = 64;
/** Accounts that somebody may have added by hand. */
const OTHER_ACCOUNTS = range(1, 4);

const ACCOUNT = ['reg_identity', 'reg_proxy', 'reg_route', 'reg_expires', 'reg_sendregister'];
const CREDENTIALS = ['username', 'userid', 'passwd', 'ha1', 'realm', 'domain', 'algorithm'];

/** Remote provisioning: entries that go into its own file. What is not named stays as it was. */
export function renderLinphone(config: PhoneConfig): string {
  const own = config.is === 'desk-phone' ? deskSections(config) : releaseSections();
  const sections = withTheirs(own, usableExtras(config.extras, linphoneExtras));
  return [
    XML_DECLARATION,
    `<!-- configuration version: ${config.version} -->`,
    `<config xmlns="${NAMESPACE}">`,
    ...sections.flatMap(linesOf),
    '</config>',
    '',
  ].join('\n');
}

/** By section, because one that came twice may count once. */
function withTheirs(own: readonly Section[], extras: readonly ExtraSetting[]): Section[] {
  const named = own.flatMap(([section, entries]) =>
    Object.entries(entries).map(([entry, value]) => [`${section}/${entry}`, value] as const),
  );
  const all = withExtras(named, extras, (value) => value ?? '');
  const bySection = Map.groupBy(all, ([name]) => name.slice(0, name.indexOf('/')));
  return [...bySection].map(([section, entries]) => [
    section,
    Object.fromEntries(entries.map(([name, value]) => [name.slice(section.length + 1), value])),
  ]);
}

const linesOf = ([name, entries]: Section): string[] => [
  `  <section name="${name}">`,
  ...Object.entries(entries).map(
    ([entry, value]) => `    ${element('entry', { name: entry, overwrite: 'true' }, xmlText(value))}`,
  ),
  '  </section>',
];

const deskSections = (config: DeskPhone): Section[] => [
  ['misc', { 'config-uri': addressOf(config), transient_provisioning: 0 }],
  mediaOf(config),
  ...accountOf(config),
  ...OTHER_ACCOUNTS.flatMap(noAccount),
];

/** It answers a challenge with what stands in the address: the only place that it looks at before it has read its file. */
function addressOf({ provisioning: { url, username, password } }: DeskPhone): string {
  const address = new URL(url);
  address.username = username;
  address.password = password;
  return address.href;
}

function mediaOf({ account: { isSrtp } }: DeskPhone): Section {
  const media = { media_encryption: isSrtp ? 'srtp' : 'none', media_encryption_mandatory: isSrtp ? 1 : 0 };
  return ['sip', { default_proxy: 0, use_rfc2833: 1, use_info: 0, ...media }];
}

function accountOf({ account }: DeskPhone): Section[] {
  const { registrar, outboundProxy, transport, extension, authName, secret } = account;
  const uriOf = ({ host, port }: typeof registrar) => `sip:${host}:${port};transport=${transport}`;
  const identity = `sip:${extension}@${registrar.host}:${registrar.port}`;
  return [
    // It keeps a hash in place of a password that it has used, and believes that one first.
    ['auth_info_0', { ...emptied(CREDENTIALS), username: extension, userid: authName, passwd: secret }],
    [
      'proxy_0',
      {
        reg_identity: `${quoted(account.displayName)} <${identity}>`,
        reg_proxy: `<${uriOf(registrar)}>`,
        // Without it the domain is looked up in DNS at every call.
        reg_route: `<${uriOf(outboundProxy ?? registrar)};lr>`,
        reg_expires: account.expiresSeconds,
        reg_sendregister: 1,
      },
    ],
  ];
}

/** RFC 3261 25.1, quoted-string. */
const quoted = (text: string): string => `"${shorten(oneLine(text), NAME_MAX).replace(/["\\]/g, '\\$&')}"`;

const noAccount = (n: number): Section[] => [
  [`proxy_${n}`, emptied(ACCOUNT)],
  [`auth_info_${n}`, emptied(CREDENTIALS)],
];

const emptied = (entries: readonly string[]) => Object.fromEntries(entries.map((entry) => [entry, '']));

const releaseSections = (): Section[] => [
  ['misc', { 'config-uri': '' }],
  // Calls by another server would go on to need what the edge of this one wanted.
  ['sip', emptied(['media_encryption', 'media_encryption_mandatory'])],
  ...[0, ...OTHER_ACCOUNTS].flatMap(noAccount),
];

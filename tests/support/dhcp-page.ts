import { bestDhcpWay, DHCP_SERVERS, type DhcpWay, dhcpLines } from '#server/provisioning/dhcp-lines.ts';
import { vendors } from '#server/provisioning/vendors/index.ts';
import type { DhcpOption, Vendor } from '#server/provisioning/vendors/vendor.ts';

const BASE = 'http://192.168.1.10:3000/p/TOKEN/';
const PHONE = { mac: '0011223344aa', name: 'desk-8001', ip: '192.168.1.50' };
const NAMES: Readonly<Record<string, string>> = { ale: 'Alcatel-Lucent Enterprise' };
const LANGUAGES: Readonly<Record<string, string>> = { Kea: 'jsonc', 'Windows Server': 'powershell' };

/** `docs/dhcp-lines.md`: what each server is told for a phone of each make. */
export const dhcpPage = (): string =>
  [
    '# DHCP: the lines for each make',
    '',
    'Written by `tests/unit/provisioning/dhcp-lines.test.ts`; not by hand. [DHCP](dhcp.md) says what to do with them. The phone is',
    `\`00:11:22:33:44:aa\` of desk 8001, its reserved address ${PHONE.ip}, and \`${BASE}\` the address of its desk.`,
    ...vendors.flatMap(section),
    '',
  ].join('\n');

function section(vendor: Vendor): string[] {
  const options = vendor.dhcpOptions(BASE);
  const way = bestDhcpWay('ISC dhcpd', options);
  const name = NAMES[vendor.id] ?? `${vendor.id.charAt(0).toUpperCase()}${vendor.id.slice(1)}`;
  if (way === undefined) return ['', `## ${name}`, 'Does not ask DHCP.'];
  return [
    '',
    `## ${name}`,
    introduction(way, options),
    ...DHCP_SERVERS.flatMap((server) => block(server, bestDhcpWay(server, options) ?? way)),
  ];
}

function introduction(way: DhcpWay, options: readonly DhcpOption[]): string {
  const others = [...new Set(options.map(optionName))].filter((name) => name !== optionName(way));
  const classes = way.vendorClasses.map((name) => `\`${name}\``).join(', ');
  return [
    `Option ${optionName(way)}: \`${way.value}\`.`,
    ...(classes === '' ? [] : [`In option 60 the phone says ${classes}.`]),
    ...(others.length === 0 ? [] : [`It also reads ${others.join(', ')}.`]),
  ].join(' ');
}

const optionName = ({
  code,
  subOption,
}: Pick<DhcpWay, 'code'> & { subOption?: number | undefined }): string =>
  subOption === undefined ? `${code}` : `${code}, sub-option ${subOption}`;

const block = (server: (typeof DHCP_SERVERS)[number], way: DhcpWay): string[] => [
  '',
  `${server}:`,
  `\`\`\`${LANGUAGES[server] ?? ''}`,
  dhcpLines(server, PHONE, way),
  '```',
];

import { macWith } from './vendors/text.ts';
import type { DhcpOption } from './vendors/vendor.ts';

/** The DHCP servers whose lines are known, by the names that people call them. */
export const DHCP_SERVERS = ['ISC dhcpd', 'Kea', 'dnsmasq', 'Windows Server'] as const;

export type DhcpServer = (typeof DHCP_SERVERS)[number];

/** The one phone that is told: the address is that of its desk. */
export type DhcpPhone = {
  /** 12 lower-case hex digits. */
  mac: string;
  /** Letters, digits and hyphens: what the server calls it. */
  name: string;
  /** Its reserved address, as Windows wants it. */
  ip: string;
};

/** One way to tell a phone by DHCP: an option, or one inside of option 43. */
export type DhcpWay = {
  code: number;
  subOption: number | undefined;
  value: string;
  /** What the phone may say of itself in option 60. */
  vendorClasses: readonly string[];
};

const TFTP_SERVER_NAME = 66;
const VENDOR_SPECIFIC = 43;
/** Of options that a server has no name for. */
const OWN_NAME = 'perch';
/** Options that Kea 2.2 knows as text by their numbers. */
const KNOWN_TO_KEA = [TFTP_SERVER_NAME, 114];

/**
 * The best way that this server can say. Some makes read an address out of option 43 as it is, which Kea cannot send;
 * and Windows looks inside of option 43 only for a class that is written out in full, without the model behind it.
 *
 * @param options of the maker, the best first
 */
export function bestDhcpWay(server: DhcpServer, options: readonly DhcpOption[]): DhcpWay | undefined {
  const plain = options.find(({ code }) => code !== VENDOR_SPECIFIC);
  const sayable = options.find(({ code, subOption }) => code !== VENDOR_SPECIFIC || subOption !== undefined);
  const best = server === 'Windows Server' ? (plain ?? sayable) : sayable;
  if (best === undefined) return undefined;
  const { code, subOption, value } = best;
  const alike = options.filter((one) => one.code === code && one.subOption === subOption);
  return { code, subOption, value, vendorClasses: alike.flatMap(({ vendorClass }) => vendorClass ?? []) };
}

/** What to write into a DHCP server's configuration (or, on Windows, into PowerShell) for one phone. */
export function dhcpLines(server: DhcpServer, phone: DhcpPhone, way: DhcpWay): string {
  switch (server) {
    case 'ISC dhcpd':
      return iscLines(phone, way);
    case 'Kea':
      return keaLines(phone, way);
    case 'dnsmasq':
      return dnsmasqLines(phone, way);
    case 'Windows Server':
      return windowsLines(phone, way);
  }
}

function iscLines({ mac, name }: DhcpPhone, { code, subOption, value }: DhcpWay): string {
  const host = (lines: readonly string[]): string =>
    [
      `host ${name} {`,
      `  hardware ethernet ${macWith(':', mac)};`,
      ...lines.map((line) => `  ${line}`),
      '}',
    ].join('\n');
  if (subOption !== undefined) {
    const define = [`option space ${OWN_NAME};`, `option ${OWN_NAME}.address code ${subOption} = text;`];
    return [
      ...define,
      host([`vendor-option-space ${OWN_NAME};`, `option ${OWN_NAME}.address "${value}";`]),
    ].join('\n');
  }
  if (code === TFTP_SERVER_NAME) return host([`option tftp-server-name "${value}";`]);
  const own = `${OWN_NAME}-${code}`;
  return [`option ${own} code ${code} = text;`, host([`option ${own} "${value}";`])].join('\n');
}

/** What belongs into `Dhcp4`, and the reservation that belongs into its subnet. */
function keaLines({ mac }: DhcpPhone, way: DhcpWay): string {
  const { define, data } = keaOption(way);
  const reservation = { 'hw-address': macWith(':', mac), 'option-data': data };
  const members = [...define.map((one) => ({ 'option-def': [one] })), { reservations: [reservation] }];
  return members.map(asMember).join(',\n');
}

function keaOption({ code, subOption, value }: DhcpWay) {
  const own = { name: OWN_NAME, type: 'string' };
  if (subOption !== undefined) {
    const space = 'vendor-encapsulated-options-space';
    return {
      define: [{ ...own, code: subOption, space }],
      data: [{ name: 'vendor-encapsulated-options' }, { name: OWN_NAME, space, data: value }],
    };
  }
  return { define: KNOWN_TO_KEA.includes(code) ? [] : [{ ...own, code }], data: [{ code, data: value }] };
}

/** The members of an object without its braces. */
const asMember = (object: object): string =>
  JSON.stringify(object, null, 2).slice(2, -2).replace(/^ {2}/gm, '');

function dnsmasqLines({ mac, name }: DhcpPhone, { code, subOption, value }: DhcpWay): string {
  const what = subOption === undefined ? `${code}` : `encap:${code},${subOption}`;
  return [`dhcp-host=${macWith(':', mac)},set:${name}`, `dhcp-option=tag:${name},${what},"${value}"`].join(
    '\n',
  );
}

/** PowerShell; between single quotes a `$` is a `$`. Inside of option 43 Windows answers only classes that it knows. */
function windowsLines({ ip }: DhcpPhone, { code, subOption, value, vendorClasses }: DhcpWay): string {
  const set = `Set-DhcpServerv4OptionValue -ReservedIP ${ip}`;
  if (subOption === undefined) {
    const define = `Add-DhcpServerv4OptionDefinition -OptionId ${code} -Name '${OWN_NAME}-${code}' -Type String`;
    return [
      ...(code === TFTP_SERVER_NAME ? [] : [define]),
      `${set} -OptionId ${code} -Value '${value}'`,
    ].join('\n');
  }
  return vendorClasses
    .flatMap((vendorClass) => {
      const ofClass = `-VendorClass '${vendorClass}' -OptionId ${subOption}`;
      return [
        `Add-DhcpServerv4Class -Type Vendor -Name '${vendorClass}' -Data '${vendorClass}'`,
        `Add-DhcpServerv4OptionDefinition ${ofClass} -Name '${OWN_NAME}' -Type String`,
        `${set} ${ofClass} -Value '${value}'`,
      ];
    })
    .join('\n');
}

import type { EmergencyPlace } from '#db/schema/index.ts';

export type Located = {
  readonly place: EmergencyPlace;
  /** 12 hex digits. */
  readonly mac: string;
  readonly extension: string;
  readonly host: string;
  readonly atMs: number;
};

/** Where a phone stands (RFC 4119, RFC 5139, RFC 5491): the address of its site, the floor, the desk. */
export function pidfLo({ place, mac, extension, host, atMs }: Located): string {
  const { address, floor, site, desk } = place;
  const civic: Array<[element: string, value: string | null | undefined]> = [
    ['country', address?.country],
    ['A1', address?.region],
    ['A3', address?.city],
    ['RD', address?.street],
    ['HNO', address?.houseNumber],
    ['LOC', desk],
    ['FLR', floor],
    ['NAM', site],
    ['PC', address?.postalCode],
    ['BLD', address?.building],
  ];
  const lines = civic.flatMap(([element, value]) =>
    value ? [`      <ca:${element}>${escapeXml(value)}</ca:${element}>`] : [],
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<presence xmlns="urn:ietf:params:xml:ns:pidf"',
    ' xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"',
    ' xmlns:gp="urn:ietf:params:xml:ns:pidf:geopriv10"',
    ' xmlns:ca="urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr"',
    ` entity="pres:${escapeXml(extension)}@${escapeXml(host)}">`,
    '  <dm:device id="phone">',
    '    <gp:geopriv><gp:location-info><ca:civicAddress>',
    ...lines,
    '    </ca:civicAddress></gp:location-info><gp:usage-rules/><gp:method>Manual</gp:method></gp:geopriv>',
    `    <dm:deviceID>mac:${escapeXml(mac)}</dm:deviceID>`,
    `    <dm:timestamp>${new Date(atMs).toISOString()}</dm:timestamp>`,
    '  </dm:device>',
    '</presence>',
    '',
  ].join('\r\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 2.2: what no document may hold is left out. */
const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

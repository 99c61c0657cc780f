import { XML_DECLARATION, xmlText } from '#server/sip/event/xml.ts';

export type Presence = {
  /** Who is watched: `sip:102@perch.example`. */
  readonly entity: string;
  /** Whether a call would ring anywhere. */
  readonly isOpen: boolean;
  /** For people to read. */
  readonly note: string | undefined;
  readonly isOnThePhone: boolean;
};

const NAMESPACES = [
  'xmlns="urn:ietf:params:xml:ns:pidf"',
  'xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"',
  'xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid"',
].join(' ');

/** RFC 3863, with the activity of RFC 4480 3.2. */
export function pidf({ entity, isOpen, note, isOnThePhone }: Presence): string {
  const basic = `<status><basic>${isOpen ? 'open' : 'closed'}</basic></status>`;
  const contact = isOpen ? `<contact>${xmlText(entity)}</contact>` : '';
  const words = note === undefined ? '' : `<note>${xmlText(note)}</note>`;
  const activity = isOnThePhone ? '<rpid:activities><rpid:on-the-phone/></rpid:activities>' : '';
  return [
    `${XML_DECLARATION}<presence ${NAMESPACES} entity="${xmlText(entity)}">`,
    `<tuple id="phone">${basic}${contact}${words}</tuple>`,
    `<dm:person id="person">${activity}</dm:person>`,
    '</presence>\n',
  ].join('\n');
}

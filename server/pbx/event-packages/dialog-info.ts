import { XML_DECLARATION, xmlText } from '#server/sip/event/xml.ts';
import type { CallDirection, CallState } from '../desk-calls.ts';

export type ShownDialog = {
  readonly id: string;
  readonly direction: CallDirection | undefined;
  readonly state: CallState | 'terminated';
};

export type DialogInfo = {
  readonly version: number;
  /** Who is watched: `sip:102@perch.example`. */
  readonly entity: string;
  readonly displayName: string;
  readonly dialogs: readonly ShownDialog[];
};

/**
 * RFC 4235 4: everything that goes on, each time. Whom somebody talks with is nobody's business: there are no remote
 * identities, Call-IDs or tags. Some phones (Linksys) put no lamp out by a document without a dialog: where nothing
 * goes on, one that has ended says so.
 */
export function dialogInfo({ version, entity, displayName, dialogs }: DialogInfo): string {
  const shown = dialogs.length > 0 ? dialogs : [none];
  const local = `<local><identity display="${xmlText(displayName)}">${xmlText(entity)}</identity></local>`;
  const lines = shown.map(({ id, direction, state }) => {
    const way = direction === undefined ? '' : ` direction="${direction}"`;
    return `<dialog id="${xmlText(id)}"${way}><state>${state}</state>${local}</dialog>\n`;
  });
  const root = `xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full"`;
  return `${XML_DECLARATION}<dialog-info ${root} entity="${xmlText(entity)}">\n${lines.join('')}</dialog-info>\n`;
}

const none: ShownDialog = { id: 'none', direction: undefined, state: 'terminated' };

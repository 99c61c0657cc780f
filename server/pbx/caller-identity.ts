import type { SipCredential, SipDesk } from '#server/hotdesk/sip-directory.ts';
import { parseNameAddr, serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { noParams } from '#server/sip/grammar/params.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { fromOf, type SipRequest } from '#server/sip/message/message.ts';

/** Who calls from a desk: who sits there, whatever the phone still says of itself (RFC 3325 9.1). */
export type DeskIdentity = {
  readonly name: string;
  readonly extension: string;
  /** As whom they call outside; null = as the gateway says. */
  readonly callerNumber: string | null;
};

export function deskIdentity(desk: SipDesk, credential: SipCredential): DeskIdentity {
  const { occupant, displayName: name } = desk;
  return occupant ?? { name, extension: credential.extension, callerNumber: null };
}

/** Its phone has one name for its address and its credentials, which is none to people. */
export const isNamedByCredential = (request: SipRequest, { authName }: SipCredential): boolean =>
  parseSipUri(fromOf(request)?.uri ?? '')?.user === authName;

/** RFC 3323 4.1, RFC 8496 5: who calls does not want to be known by whoever is called. */
export const ANONYMOUS = '"Anonymous" <sip:anonymous@anonymous.invalid>';

/** RFC 3323 4.2, RFC 3325 9.3. A From that is anonymous asks for the same. */
export function wantsPrivacy(request: SipRequest): boolean {
  const asked = (request.headers.get('Privacy') ?? '').toLowerCase().split(/\s*;\s*/);
  if (asked.some((one) => one === 'id' || one === 'user' || one === 'header')) return true;
  const from = parseSipUri(fromOf(request)?.uri ?? '');
  return from?.user === 'anonymous' || from?.host === 'anonymous.invalid';
}

/** Who calls, as a gateway says it: what it asserts counts before what the caller's own server wrote. */
export function outsideIdentity(request: SipRequest): string | undefined {
  for (const asserted of request.headers.list('P-Asserted-Identity') ?? []) {
    const { displayName, uri } = parseNameAddr(asserted) ?? {};
    if (uri !== undefined) return serializeNameAddr({ displayName, uri, params: noParams });
  }
  const from = fromOf(request);
  return from && serializeNameAddr({ ...from, params: noParams });
}

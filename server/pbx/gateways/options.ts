import type { SipEngine } from '#server/sip/engine.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipRequest } from '#server/sip/message/message.ts';

/** RFC 3261 11.1: asks whether a server is there. */
export function optionsTo(
  domain: string,
  { contact, engine }: { contact: string; engine: SipEngine },
): SipRequest {
  const headers = new Headers()
    .append('From', `<${contact}>;tag=${engine.newTag()}`)
    .append('To', `<sip:${domain}>`)
    .append('Call-ID', `${engine.newTag()}${engine.newTag()}`)
    .append('CSeq', '1 OPTIONS')
    .append('Max-Forwards', '70')
    .append('Contact', `<${contact}>`)
    .append('Accept', 'application/sdp');
  return { kind: 'request', method: 'OPTIONS', uri: `sip:${domain}`, headers, body: noBody };
}

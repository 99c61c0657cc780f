import { oneLine } from '../grammar/tokens.ts';
import type { SipMessage } from './message.ts';

/** The bytes of a message. Content-Length is always said, and always right. */
export function serializeMessage(message: SipMessage): Uint8Array {
  message.headers.set('Content-Length', String(message.body.length));
  const startLine =
    message.kind === 'request'
      ? `${message.method} ${oneLine(message.uri)} SIP/2.0`
      : `SIP/2.0 ${message.status} ${oneLine(message.reason)}`;
  const head = Buffer.from(`${startLine}\r\n${message.headers.serialize()}\r\n`, 'utf8');
  if (message.body.length === 0) return head;
  const bytes = new Uint8Array(head.length + message.body.length);
  bytes.set(head);
  bytes.set(message.body, head.length);
  return bytes;
}

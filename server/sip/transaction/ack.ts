import { Headers } from '../message/headers.ts';
import { cseqOf, noBody, type SipRequest, type SipResponse } from '../message/message.ts';

/** RFC 3261 17.1.1.3: the ACK for a final response that is no 2xx, in the INVITE's own transaction. */
export function ackFor(invite: SipRequest, response: SipResponse): SipRequest {
  return inTransactionOf(invite, 'ACK', response.headers.get('To') ?? invite.headers.get('To') ?? '');
}

/** RFC 3261 9.1: the CANCEL of a request that has had a provisional response. */
export function cancelFor(invite: SipRequest): SipRequest {
  return inTransactionOf(invite, 'CANCEL', invite.headers.get('To') ?? '');
}

function inTransactionOf(invite: SipRequest, method: 'ACK' | 'CANCEL', to: string): SipRequest {
  const headers = new Headers();
  headers.append('Via', topViaLine(invite));
  for (const name of ['From', 'Call-ID']) headers.append(name, invite.headers.get(name) ?? '');
  headers.append('To', to);
  headers.append('CSeq', `${cseqOf(invite)?.number ?? 0} ${method}`);
  headers.append('Max-Forwards', '70');
  for (const route of invite.headers.list('Route') ?? []) headers.append('Route', route);
  return { kind: 'request', method, uri: invite.uri, headers, body: noBody };
}

function topViaLine({ headers }: SipRequest): string {
  return headers.list('Via')?.[0] ?? '';
}

import { ownText } from '../grammar/tokens.ts';
import { BRANCH_COOKIE } from '../grammar/via.ts';
import { cseqOf, fromOf, type SipMessage, type SipRequest, tagOf, topVia } from '../message/message.ts';

/** RFC 3261 17.1.3: a response belongs to the client transaction with its top branch and its CSeq method. */
export function clientKey(message: SipMessage): string | undefined {
  const branch = topVia(message)?.params.get('branch');
  const method = cseqOf(message)?.method;
  return branch && method ? `${branch} ${method}` : undefined;
}

/**
 * RFC 3261 17.2.3: branch, sent-by and method; an ACK belongs to its INVITE. Call-ID and CSeq number stand in it too:
 * they are alike in a retransmission, an ACK and a CANCEL, and tell apart what clients that reuse a branch send.
 * A branch without the cookie (or the cookie alone, RFC 4475 3.2.1) is RFC 2543's: then the rest decides.
 */
export function serverKey(request: SipRequest, method = request.method): string | undefined {
  const via = topVia(request);
  if (via === undefined) return undefined;
  const callId = request.headers.get('Call-ID');
  const number = cseqOf(request)?.number;
  const of = method === 'ACK' ? 'INVITE' : method;
  const sentBy = `${via.host}:${via.port ?? ''}`;
  const branch = via.params.get('branch');
  if (branch?.startsWith(BRANCH_COOKIE) && branch !== BRANCH_COOKIE)
    return ownText(branch, sentBy, of, callId, number);
  return ownText('2543', request.uri, tagOf(fromOf(request)), callId, number, sentBy, of);
}

/** RFC 3261 8.2.2.2: the same request by two ways. */
export function mergeKey(request: SipRequest): string {
  const { headers } = request;
  return ownText(headers.get('Call-ID'), tagOf(fromOf(request)), headers.get('CSeq'));
}

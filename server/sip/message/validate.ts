import { serviceOf } from '../grammar/service-urn.ts';
import { parseSipUri } from '../grammar/uri.ts';
import { parseVia } from '../grammar/via.ts';
import { SINGLE_HEADERS } from './header-names.ts';
import type { Headers } from './headers.ts';
import { contactsOf, cseqOf, fromOf, numberOf, type SipRequest, toOf, topVia } from './message.ts';

/** What is wrong with a request that could be read: the status that RFC 3261 8.2 and 16.3 answer. */
export type Refusal = { readonly status: 400 | 416 | 483; readonly reason: string };

/** RFC 3261 8.1.1: what every request must have, each once and each well formed. */
export function validateRequest(request: SipRequest): Refusal | undefined {
  const { headers } = request;
  for (const name of ['Via', 'From', 'To', 'Call-ID', 'CSeq'])
    if (!headers.has(name)) return bad(`Missing ${name}`);
  for (const name of SINGLE_HEADERS) if (headers.count(name) > 1) return bad(`More than one ${name}`);
  if (topVia(request) === undefined || !areVias(headers)) return bad('Malformed Via');
  const cseq = cseqOf(request);
  if (cseq === undefined) return bad('Malformed CSeq');
  if (cseq.method !== request.method) return bad('CSeq is of another method');
  if (fromOf(request) === undefined) return bad('Malformed From');
  if (toOf(request) === undefined) return bad('Malformed To');
  if (contactsOf(request) === undefined) return bad('Malformed Contact');
  return validateNumbers(request) ?? validateUri(request);
}

function validateNumbers(request: SipRequest): Refusal | undefined {
  if (!request.headers.has('Max-Forwards')) return undefined;
  const hops = numberOf(request, 'Max-Forwards');
  return hops === undefined || hops > 255 ? bad('Malformed Max-Forwards') : undefined;
}

/** Responses travel back by all of them. */
function areVias(headers: Headers): boolean {
  const [first, ...others] = headers.list('Via') ?? [];
  return first !== undefined && others.every((via) => parseVia(via) !== undefined);
}

/** What a call for a service is made of (RFC 5031). */
const OF_A_CALL = ['INVITE', 'ACK', 'CANCEL'];

function validateUri({ uri: text, method }: SipRequest): Refusal | undefined {
  if (OF_A_CALL.includes(method) && serviceOf(text) !== undefined) return undefined;
  const uri = parseSipUri(text);
  // RFC 3261 19.1.1, table 1: no headers in a Request-URI.
  if (uri !== undefined) return uri.headers === undefined ? undefined : bad('Headers in the Request-URI');
  return /^sips?:/i.test(text) || !/^[a-z][a-z0-9+.-]*:\S+$/i.test(text)
    ? bad('Malformed Request-URI')
    : { status: 416, reason: 'Unsupported URI Scheme' };
}

const bad = (reason: string): Refusal => ({ status: 400, reason });

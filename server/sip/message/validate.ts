import { parseNameAddr } from '../grammar/name-addr.ts';
import { parseSipUri } from '../grammar/uri.ts';
import { SINGLE_HEADERS } from './header-names.ts';
import { cseqOf, numberOf, type SipRequest, topVia } from './message.ts';

/** What is wrong with a request that could be read: the status that RFC 3261 8.2 and 16.3 answer. */
export type Refusal = { readonly status: 400 | 416 | 483; readonly reason: string };

/** RFC 3261 8.1.1: what every request must have, each once and each well formed. */
export function validateRequest(request: SipRequest): Refusal | undefined {
  const { headers } = request;
  for (const name of ['Via', 'From', 'To', 'Call-ID', 'CSeq'])
    if (!headers.has(name)) return bad(`Missing ${name}`);
  for (const name of SINGLE_HEADERS) if (headers.count(name) > 1) return bad(`More than one ${name}`);
  if (topVia(request) === undefined) return bad('Malformed Via');
  const cseq = cseqOf(request);
  if (cseq === undefined) return bad('Malformed CSeq');
  if (cseq.method !== request.method) return bad('CSeq is of another method');
  for (const name of ['From', 'To'])
    if (parseNameAddr(headers.get(name) ?? '') === undefined) return bad(`Malformed ${name}`);
  return validateNumbers(request) ?? validateContacts(request) ?? validateUri(request.uri);
}

function validateNumbers(request: SipRequest): Refusal | undefined {
  if (!request.headers.has('Max-Forwards')) return undefined;
  const hops = numberOf(request, 'Max-Forwards');
  return hops === undefined || hops > 255 ? bad('Malformed Max-Forwards') : undefined;
}

function validateContacts({ headers }: SipRequest): Refusal | undefined {
  if (!headers.has('Contact')) return undefined;
  const contacts = headers.list('Contact');
  if (contacts === undefined) return bad('Malformed Contact');
  const areFine = contacts.every((contact) => contact === '*' || parseNameAddr(contact) !== undefined);
  return areFine ? undefined : bad('Malformed Contact');
}

function validateUri(uri: string): Refusal | undefined {
  if (parseSipUri(uri) !== undefined) return undefined;
  return /^sips?:/i.test(uri) || !/^[a-z][a-z0-9+.-]*:\S+$/i.test(uri)
    ? bad('Malformed Request-URI')
    : { status: 416, reason: 'Unsupported URI Scheme' };
}

const bad = (reason: string): Refusal => ({ status: 400, reason });

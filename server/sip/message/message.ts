import { type NameAddr, parseNameAddr } from '../grammar/name-addr.ts';
import { parseDigits } from '../grammar/tokens.ts';
import { parseVia, type Via } from '../grammar/via.ts';
import type { Headers } from './headers.ts';

export type SipRequest = {
  readonly kind: 'request';
  readonly method: string;
  /** Request-URI, as it came. */
  readonly uri: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

export type SipResponse = {
  readonly kind: 'response';
  /** 100–699. */
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

export type SipMessage = SipRequest | SipResponse;

export const noBody = new Uint8Array(0);

/** RFC 3261 20.16: number and method. */
export type CSeq = { readonly number: number; readonly method: string };

const CSEQ_MAX = 2 ** 31 - 1;

export const cseqOf = ({ headers }: SipMessage): CSeq | undefined => headers.read('CSeq', parseCSeq);

function parseCSeq(text: string): CSeq | undefined {
  const [, digits, method] = /^(\d{1,10})\s+(\S+)$/.exec(text) ?? [];
  const number = Number(digits);
  return method === undefined || number > CSEQ_MAX ? undefined : { number, method };
}

export const topVia = ({ headers }: SipMessage): Via | undefined => headers.read('Via', parseFirstVia);

function parseFirstVia(text: string): Via | undefined {
  const comma = text.indexOf(',');
  return parseVia(comma < 0 ? text : text.slice(0, comma));
}

export const fromOf = ({ headers }: SipMessage): NameAddr | undefined => headers.read('From', parseNameAddr);
export const toOf = ({ headers }: SipMessage): NameAddr | undefined => headers.read('To', parseNameAddr);

/** RFC 3261 20.10; `*` is everything that is bound. Undefined if one of them is malformed. */
export const contactsOf = ({ headers }: SipMessage): readonly (NameAddr | '*')[] | undefined =>
  headers.readList('Contact', parseContacts);

function parseContacts(values: readonly string[]): (NameAddr | '*')[] | undefined {
  const contacts: (NameAddr | '*')[] = [];
  for (const value of values) {
    const contact = value === '*' ? value : parseNameAddr(value);
    if (contact === undefined) return undefined;
    contacts.push(contact);
  }
  return contacts;
}

export const tagOf = (address: NameAddr | undefined): string | undefined =>
  address?.params.get('tag') ?? undefined;

/** A header that is a number of seconds, hops or bytes; undefined where it is missing or no such number. */
export function numberOf({ headers }: SipMessage, name: string): number | undefined {
  const text = headers.get(name);
  return text === undefined ? undefined : parseDigits(text);
}

const decoder = new TextDecoder();
export const bodyText = ({ body }: SipMessage): string => decoder.decode(body);

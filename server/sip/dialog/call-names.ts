import { parseNameAddr, serializeNameAddr } from '../grammar/name-addr.ts';
import { fromOf, type SipRequest, tagOf, toOf } from '../message/message.ts';

/** What a call's first INVITE calls its ends, without tags. */
export type CallNames = { readonly from: string; readonly to: string };

export function namesOf({ headers }: SipRequest): CallNames {
  const [from = '', to = ''] = ['From', 'To'].map((name) => withoutParams(headers.get(name) ?? ''));
  return { from, to };
}

/** From and To of a request in a dialog that has these names, for whichever end sends it; the tags stay. */
export function namedAs(
  request: SipRequest,
  { from, to }: CallNames,
  isCallers: boolean,
): Array<readonly [name: string, value: string]> {
  const [own, other] = isCallers ? [from, to] : [to, from];
  return [
    ['From', tagged(own, tagOf(fromOf(request)))],
    ['To', tagged(other, tagOf(toOf(request)))],
  ];
}

const tagged = (address: string, tag: string | undefined): string =>
  tag === undefined ? address : `${address};tag=${tag}`;

function withoutParams(line: string): string {
  const address = parseNameAddr(line);
  return address === undefined ? line : serializeNameAddr({ ...address, params: new Map() });
}

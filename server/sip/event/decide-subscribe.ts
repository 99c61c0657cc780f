import { type Dialog, dialogOfUas } from '../dialog/dialog.ts';
import { parseSipUri } from '../grammar/uri.ts';
import { numberOf, type SipRequest } from '../message/message.ts';

/** What a package fixes of its subscriptions (RFC 6665 5.4). */
export type EventPackage = {
  readonly name: string;
  /** MIME type of what its NOTIFYs carry. */
  readonly contentType: string;
  /** Asked for nothing, a subscription lasts the greatest time. */
  readonly expiresMinSeconds: number;
  readonly expiresMaxSeconds: number;
  /** News to one subscriber are this far apart. */
  readonly spacingMs: number;
};

export type SubscribeDecision =
  | { readonly kind: 'accept'; readonly expiresSeconds: number }
  | { readonly kind: 'reject'; readonly status: 406 | 423; readonly headers: HeaderLines };
type HeaderLines = ReadonlyArray<readonly [name: string, value: string]>;

/** RFC 6665 4.2.1.1: for how long, or why not. */
export function decideSubscribe(request: SipRequest, own: EventPackage): SubscribeDecision {
  const { expiresMinSeconds: min, expiresMaxSeconds: max } = own;
  if (!accepts(request, own.contentType)) {
    return { kind: 'reject', status: 406, headers: [['Accept', own.contentType]] };
  }
  const asked = numberOf(request, 'Expires') ?? max;
  if (asked > 0 && asked < min) {
    return { kind: 'reject', status: 423, headers: [['Min-Expires', String(min)]] };
  }
  return { kind: 'accept', expiresSeconds: Math.min(asked, max) };
}

/** Without Accept a package's own type is taken (RFC 6665 3.1.3); so is what many phones write: everything. */
function accepts({ headers }: SipRequest, contentType: string): boolean {
  const types = (headers.list('Accept') ?? []).map((one) => (one.split(';')[0] ?? '').trim().toLowerCase());
  const [kind] = contentType.split('/');
  return types.length === 0 || types.some((one) => [contentType, `${kind}/*`, '*/*'].includes(one));
}

/** The dialog of a SUBSCRIBE; undefined if its Contact names no place where a NOTIFY could go. */
export function subscriptionDialog(request: SipRequest, localTag: string): Dialog | undefined {
  const dialog = dialogOfUas(request, localTag);
  return dialog !== undefined && parseSipUri(dialog.target) !== undefined ? dialog : undefined;
}

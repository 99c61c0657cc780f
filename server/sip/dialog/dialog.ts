import { parseNameAddr } from '../grammar/name-addr.ts';
import { Headers } from '../message/headers.ts';
import {
  cseqOf,
  fromOf,
  noBody,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  tagOf,
  toOf,
} from '../message/message.ts';
import { withTag } from '../message/respond.ts';

/** RFC 3261 12: what two ends of a call agree on. Plain data; every change is a new value. */
export type Dialog = {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From or To line of our side, with its tag; and of the other. */
  readonly local: string;
  readonly remote: string;
  /** Where requests go: the peer's Contact. */
  readonly target: string;
  readonly routeSet: readonly string[];
  readonly localCseq: number;
  readonly remoteCseq: number;
};

/** RFC 3261 12.1.1: the dialog of a request that we answer with this tag. */
export function dialogOfUas(request: SipRequest, localTag: string): Dialog | undefined {
  const target = contactUri(request);
  const remoteTag = tagOf(fromOf(request));
  if (target === undefined) return undefined;
  return {
    callId: request.headers.get('Call-ID') ?? '',
    localTag,
    remoteTag: remoteTag ?? '',
    local: withTag(request.headers.get('To') ?? '', localTag),
    remote: request.headers.get('From') ?? '',
    target,
    routeSet: request.headers.list('Record-Route') ?? [],
    localCseq: 0,
    remoteCseq: cseqOf(request)?.number ?? 0,
  };
}

/** RFC 3261 12.1.2: the dialog that a response to our request made. */
export function dialogOfUac(request: SipRequest, response: SipResponse): Dialog | undefined {
  const remoteTag = tagOf(toOf(response));
  const target = contactUri(response);
  if (remoteTag === undefined || target === undefined) return undefined;
  return {
    callId: request.headers.get('Call-ID') ?? '',
    localTag: tagOf(fromOf(request)) ?? '',
    remoteTag,
    local: request.headers.get('From') ?? '',
    remote: response.headers.get('To') ?? '',
    target,
    routeSet: [...(response.headers.list('Record-Route') ?? [])].reverse(),
    localCseq: cseqOf(request)?.number ?? 0,
    remoteCseq: 0,
  };
}

function contactUri(message: SipMessage): string | undefined {
  return parseNameAddr(message.headers.list('Contact')?.[0] ?? '')?.uri;
}

/** Whether a request belongs to this dialog (RFC 3261 12.2.2). */
export function isOfDialog(dialog: Dialog, request: SipRequest): boolean {
  return (
    request.headers.get('Call-ID') === dialog.callId &&
    tagOf(toOf(request)) === dialog.localTag &&
    (tagOf(fromOf(request)) ?? '') === dialog.remoteTag
  );
}

/** RFC 3261 12.2.1.1: the next request in the dialog, and the dialog after it. An ACK takes its INVITE's number. */
export function requestInDialog(
  dialog: Dialog,
  method: string,
  more: { ackOf?: number; headers?: ReadonlyArray<readonly [string, string]>; body?: Uint8Array } = {},
): { dialog: Dialog; request: SipRequest } {
  const number = more.ackOf ?? dialog.localCseq + 1;
  const headers = new Headers();
  for (const route of dialog.routeSet) headers.append('Route', route);
  headers
    .append('From', dialog.local)
    .append('To', dialog.remote)
    .append('Call-ID', dialog.callId)
    .append('CSeq', `${number} ${method}`)
    .append('Max-Forwards', '70');
  for (const [name, value] of more.headers ?? []) headers.append(name, value);
  const request: SipRequest = {
    kind: 'request',
    method,
    uri: dialog.target,
    headers,
    body: more.body ?? noBody,
  };
  return { dialog: { ...dialog, localCseq: more.ackOf === undefined ? number : dialog.localCseq }, request };
}

/** RFC 3261 6, RFC 3311 5.1, RFC 6665 4.4.1. */
const TARGET_REFRESHES = ['INVITE', 'UPDATE', 'SUBSCRIBE', 'NOTIFY'];

/** After a request of the peer: its CSeq, and its new Contact where the method refreshes the target (12.2.2). */
export function afterRemoteRequest(dialog: Dialog, request: SipRequest): Dialog | 'out-of-order' {
  const number = cseqOf(request)?.number ?? 0;
  if (number < dialog.remoteCseq) return 'out-of-order';
  const target =
    (TARGET_REFRESHES.includes(request.method) ? contactUri(request) : undefined) ?? dialog.target;
  return { ...dialog, remoteCseq: number, target };
}

import { Headers } from './headers.ts';
import { noBody, type SipRequest, type SipResponse } from './message.ts';

const REASONS: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  301: 'Moved Permanently',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  423: 'Interval Too Brief',
  440: 'Max-Breadth Exceeded',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  484: 'Address Incomplete',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'Version Not Supported',
  603: 'Decline',
};

export type ResponseMore = {
  readonly reason?: string;
  readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body?: Uint8Array;
  /** Put on To when it has no tag yet. */
  readonly toTag?: string;
};

/** RFC 3261 12.1, RFC 6665 4.1 and 4.4, RFC 3515: what makes a dialog. */
const MAKES_DIALOGS: readonly (string | undefined)[] = ['INVITE', 'SUBSCRIBE', 'NOTIFY', 'REFER'];

const NAMES_OF_REQUEST = ['From', 'To', 'Call-ID', 'CSeq'];

/**
 * RFC 3261 8.2.6: a response takes Via, From, To, Call-ID and CSeq (and Record-Route, 12.1.1) from its request. Lines
 * stay as they came: cut apart they would grow.
 */
export function respondTo(
  request: Pick<SipRequest, 'headers'> & { readonly method?: string },
  status: number,
  more: ResponseMore = {},
): SipResponse {
  const headers = new Headers();
  headers.copy(request.headers, ['Via'], 'all').copy(request.headers, NAMES_OF_REQUEST, 'first');
  const to = headers.get('To');
  if (to !== undefined && more.toTag !== undefined) headers.set('To', withTag(to, more.toTag));
  if (status > 100 && status < 300 && MAKES_DIALOGS.includes(request.method))
    headers.copy(request.headers, ['Record-Route'], 'all');
  for (const [name, value] of more.headers ?? []) headers.append(name, value);
  const reason = more.reason ?? REASONS[status] ?? 'Unknown';
  return { kind: 'response', status, reason, headers, body: more.body ?? noBody };
}

const HAS_TAG = /;\s*tag\s*=/i;

/** A tag on a From or To line that has none. */
export function withTag(line: string, tag: string | undefined): string {
  if (tag === undefined || HAS_TAG.test(line.slice(line.lastIndexOf('>') + 1))) return line;
  return `${line};tag=${tag}`;
}

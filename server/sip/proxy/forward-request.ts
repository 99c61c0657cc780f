import { parseNameAddr } from '../grammar/name-addr.ts';
import { parseSipUri } from '../grammar/uri.ts';
import { numberOf, type SipRequest, type SipResponse } from '../message/message.ts';

export type Forwarded = {
  /** The new Request-URI. */
  readonly uri: string;
  /** Set, in the place of what the sender wrote. */
  readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
  /** Our own Record-Route, for a request that may make a dialog: what the next one is to read first stands first. */
  readonly recordRoutes?: readonly string[];
};

const MAX_FORWARDS = 70;

/** What a client may never say of itself: only we assert identities (RFC 3325 4), and our credentials end with us. */
const OURS = ['Proxy-Authorization', 'P-Asserted-Identity'];

/** RFC 3261 16.6: the copy that goes on. Undefined when it has been forwarded often enough (483). */
export function forwardRequest(request: SipRequest, to: Forwarded): SipRequest | undefined {
  const hops = numberOf(request, 'Max-Forwards') ?? MAX_FORWARDS;
  if (hops === 0) return undefined;
  const headers = request.headers.clone().set('Max-Forwards', String(hops - 1));
  for (const name of OURS) headers.delete(name);
  headers.replaceAll('Route', withoutOurs(request.headers.list('Route') ?? []));
  for (const route of (to.recordRoutes ?? []).toReversed()) headers.prepend('Record-Route', route);
  for (const [name, value] of to.headers ?? []) headers.set(name, value);
  return { ...request, uri: to.uri, headers };
}

/** RFC 3261 16.4: the first is ours, and so is the next where it differs in the transport only (RFC 5658 3.3). */
function withoutOurs([first, ...others]: readonly string[]): string[] {
  const own = hostPortOf(first);
  return own !== undefined && hostPortOf(others[0]) === own ? others.slice(1) : others;
}

function hostPortOf(route: string | undefined): string | undefined {
  const uri = parseSipUri(parseNameAddr(route ?? '')?.uri ?? '');
  return uri && `${uri.host}:${uri.port ?? ''}`;
}

/** RFC 3261 16.7 3: a response goes on without our Via. */
export function forwardResponse(response: SipResponse): SipResponse {
  const headers = response.headers.clone();
  headers.replaceAll('Via', (headers.list('Via') ?? []).slice(1));
  return { ...response, headers };
}

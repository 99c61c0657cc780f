import { parseNameAddr } from '../grammar/name-addr.ts';
import { parseSipUri } from '../grammar/uri.ts';
import { numberOf, type SipRequest, type SipResponse, tagOf, toOf } from '../message/message.ts';
import { withTag } from '../message/respond.ts';

export type Forwarded = {
  /** The new Request-URI. */
  readonly uri: string;
  /** Set, in the place of what the sender wrote. */
  readonly headers?: ReadonlyArray<readonly [name: string, value: string]>;
  /** Our own Record-Route, for a request that may make a dialog: what the next one is to read first stands first. */
  readonly recordRoutes?: readonly string[];
  /** What is left of the route; by default what the request has, without us. */
  readonly routes?: readonly string[];
  /** In the place of the sender's. */
  readonly body?: Uint8Array;
};

const MAX_FORWARDS = 70;

/** What a client may never say of itself: only we assert identities (RFC 3325 4), and our credentials end with us. */
const OURS = ['Proxy-Authorization', 'P-Asserted-Identity', 'P-Preferred-Identity'];

/** RFC 3261 16.6: the copy that goes on. Undefined when it has been forwarded often enough (483). */
export function forwardRequest(request: SipRequest, to: Forwarded): SipRequest | undefined {
  const hops = numberOf(request, 'Max-Forwards') ?? MAX_FORWARDS;
  if (hops === 0) return undefined;
  const headers = request.headers.clone().set('Max-Forwards', String(hops - 1));
  for (const name of OURS) headers.delete(name);
  headers.replaceAll('Route', to.routes ?? withoutOurs(request.headers.list('Route') ?? []));
  for (const route of (to.recordRoutes ?? []).toReversed()) headers.prepend('Record-Route', route);
  for (const [name, value] of to.headers ?? []) headers.set(name, value);
  return { ...request, uri: to.uri, headers, body: to.body ?? request.body };
}

/**
 * RFC 3261 16.4: where a request in a dialog goes on to. A strict router puts us into the Request-URI, and what was
 * there at the end of the route.
 */
export function routeOn(
  request: SipRequest,
  isOurs: (uri: string) => boolean,
): Pick<Forwarded, 'uri' | 'routes'> {
  const routes = request.headers.list('Route') ?? [];
  const last = isOurs(request.uri) ? parseNameAddr(routes.at(-1) ?? '') : undefined;
  // The first is ours, and so may the next be: one for the way in, one for the way out (RFC 5658 3.3).
  const others = last === undefined ? routes.slice(1) : routes.slice(0, -1);
  const first = others.findIndex((route) => !isOurs(parseNameAddr(route)?.uri ?? ''));
  return { uri: last?.uri ?? request.uri, routes: first < 0 ? [] : others.slice(first) };
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

/** Where a request went it may have had other names and another number: its sender hears of its own. */
export function inTermsOf(request: SipRequest, response: SipResponse): SipResponse {
  const headers = response.headers.clone();
  headers.set('From', request.headers.get('From') ?? '').set('CSeq', request.headers.get('CSeq') ?? '');
  headers.set('To', withTag(request.headers.get('To') ?? '', tagOf(toOf(response))));
  return { ...response, headers };
}

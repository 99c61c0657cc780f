import { type Flow, isSecure } from '#server/sip/flow.ts';
import { parseSipUri, serializeSipUri } from '#server/sip/grammar/uri.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import type { Target } from '#server/sip/proxy/proxied-request.ts';

export type Scheme = 'sip' | 'sips';

/** Where a phone is, and how it came. */
export type Whereabouts = {
  readonly contact: string;
  /** RFC 3327: whom requests pass on the way to it, the nearest to us first. */
  readonly path: readonly string[];
  readonly flow: Flow;
};

/** RFC 5630 5.3: nobody may listen, and there is no such way. */
export const SIPS_NOT_ALLOWED = ['Warning', '380 perch "SIPS Not Allowed"'] as const;

/** How somebody is asked for. RFC 5630 3.1.1: by a SIPS URI, where nobody on the way may listen. */
export const schemeOf = ({ uri }: SipRequest): Scheme => (/^sips:/i.test(uri) ? 'sips' : 'sip');

/**
 * The way of a call to a phone. RFC 5630 5.3: one that is asked for by SIPS goes over TLS or not at all; one that is
 * not is no SIPS call where it arrives either, whatever the phone is registered as: its caller could not go on with it.
 */
export function wayToPhone(
  { contact, path, flow }: Whereabouts,
  scheme: Scheme,
): Pick<Target, 'uri' | 'flow' | 'routes'> | undefined {
  if (scheme === 'sips' && !isSecure(flow)) return undefined;
  const uri = scheme === 'sip' ? withoutSips(contact) : contact;
  return { uri, flow, ...(path.length === 0 ? {} : { routes: path }) };
}

function withoutSips(contact: string): string {
  const uri = parseSipUri(contact);
  if (uri?.scheme !== 'sips') return contact;
  const params = uri.params.has('transport') ? uri.params : new Map([...uri.params, ['transport', 'tls']]);
  return serializeSipUri({ ...uri, scheme: 'sip', params });
}

import { serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { noParams } from '#server/sip/grammar/params.ts';
import { escapeUser } from '#server/sip/grammar/uri.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { ANONYMOUS, type DeskIdentity, wantsPrivacy } from '../caller-identity.ts';
import type { Scheme } from '../way-to-phone.ts';
import type { GatewayLine } from './gateway-line.ts';
import type { Dressing } from './gateway-search.ts';

type Outgoing = {
  readonly number: string;
  readonly identity: DeskIdentity;
  /** Whoever is called is to know who calls, in any case. */
  readonly isOpen?: boolean;
  /** What was asked for by SIPS stays so (RFC 5630 5.3). */
  readonly scheme?: Scheme;
};

/**
 * How a gateway sees a call of ours: it is for a number at its domain, and From says who calls as providers want it,
 * by a number that they know. Whoever wants privacy is named to the gateway only (RFC 3325 7).
 */
export function dressCall(
  line: GatewayLine,
  request: SipRequest,
  { number, identity, isOpen = false, scheme = 'sip' }: Outgoing,
): Dressing & Required<Pick<Dressing, 'headers'>> {
  const { domain, gateway } = line;
  const user = identity.callerNumber ?? gateway.callerNumber ?? gateway.username ?? identity.extension;
  const caller = nameAddr(user, domain, identity.name);
  const isPrivate = !isOpen && wantsPrivacy(request);
  const uri = `${scheme}:${escapeUser(number)}@${domain}`;
  const headers: Array<readonly [string, string]> = [['P-Asserted-Identity', caller]];
  if (isOpen) headers.push(['Privacy', 'none']);
  else if (isPrivate && !request.headers.has('Privacy')) headers.push(['Privacy', 'id']);
  return { uri, headers, names: { from: isPrivate ? ANONYMOUS : caller, to: `<${uri}>` } };
}

const nameAddr = (user: string, domain: string, displayName: string): string =>
  serializeNameAddr({ displayName, uri: `sip:${escapeUser(user)}@${domain}`, params: noParams });

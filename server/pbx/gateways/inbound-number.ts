import type { SipGateway } from '#server/hotdesk/sip-gateways.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { type SipRequest, toOf } from '#server/sip/message/message.ts';
import type { Directory } from '../directory.ts';

type Numbers = Pick<Directory, 'settings' | 'isExtension'>;

/** The extension that a call from outside is for: by one of the tenant's numbers, or by itself. Undefined for nobody. */
export function inboundNumber(
  directory: Numbers,
  gateway: Pick<SipGateway, 'tenantId' | 'username'>,
  request: SipRequest,
): string | undefined {
  const { tenantId, username } = gateway;
  const [asked, to] = [request.uri, toOf(request)?.uri ?? ''].map((uri) => parseSipUri(uri)?.user);
  // Some call the contact that we registered, whatever number was dialled.
  const called = asked === undefined || asked === username || asked === 'perch' ? [to, asked] : [asked];
  const { inboundNumbers } = directory.settings(tenantId);
  for (const user of called) {
    const digits = digitsOf(user ?? '');
    const inbound = inboundNumbers.find(({ number }) => digits !== '' && digitsOf(number) === digits);
    if (inbound !== undefined) return inbound.extension;
    if (user !== undefined && directory.isExtension(tenantId, user)) return user;
  }
  return undefined;
}

/** `+49 30 1234`, `0049301234` and `49301234` are one number (E.164); RFC 3966's separators say nothing. */
const digitsOf = (number: string): string => number.replace(/[-.() ]/g, '').replace(/^(\+|00)/, '');

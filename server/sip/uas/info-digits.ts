import { bodyText, type SipRequest } from '../message/message.ts';

/**
 * The key in a SIP INFO: `application/dtmf-relay` (`Signal=5`) or `application/dtmf` (`5`), as phones send them.
 * Neither has an RFC; both are what the makers' manuals call "SIP INFO".
 */
export function digitOfInfo(request: SipRequest): string | undefined {
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  const text = bodyText(request);
  const raw =
    type === 'application/dtmf-relay'
      ? /^[ \t]*Signal[ \t]*=[ \t]*(\S+)/im.exec(text)?.[1]
      : type === 'application/dtmf'
        ? text.trim()
        : undefined;
  if (raw === '10') return '*';
  if (raw === '11') return '#';
  return raw !== undefined && /^[0-9A-D*#]$/i.test(raw) ? raw.toUpperCase() : undefined;
}

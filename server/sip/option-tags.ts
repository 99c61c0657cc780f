import type { SipRequest } from './message/message.ts';

/** Option tags that a request insists on and that are not among `supported` (RFC 3261 8.2.2.3 and 16.3 5: 420). */
export function unsupportedTags(
  { headers }: SipRequest,
  header: 'Require' | 'Proxy-Require',
  supported: readonly string[] = [],
): string[] {
  const known = new Set(supported.map((tag) => tag.toLowerCase()));
  return (headers.list(header) ?? []).filter((tag) => !known.has(tag.toLowerCase()));
}

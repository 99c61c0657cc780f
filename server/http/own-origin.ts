import { isIP } from 'node:net';

type Asked = { host: string | undefined; publicUrl: string };

/**
 * Whether a page of this origin is ours. The address that a browser was sent to counts only where it is no name: a
 * stranger's name may lead here too. Who is no browser has no origin, and none to be misled by.
 */
export function isOwnOrigin(origin: string | undefined, { host, publicUrl }: Asked): boolean {
  if (origin === undefined || origin === new URL(publicUrl).origin) return true;
  const url = URL.parse(origin);
  if (url === null || url.host !== host?.toLowerCase()) return false;
  return url.hostname === 'localhost' || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
}

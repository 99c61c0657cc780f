/**
 * Where a service is spoken to, without a slash at the end: at its own base address, or at the one that replaces it.
 * `https://host:port` keeps the path of the service's own, `https://host:port/path` has that path in its place.
 */
export function baseAddress(own: string, endpoint?: string): string {
  const { origin, pathname } = new URL(endpoint ?? own);
  const path = pathname === '/' ? new URL(own).pathname : pathname;
  return `${origin}${path.replace(/\/$/, '')}`;
}

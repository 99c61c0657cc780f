/**
 * Where a service of one address is asked: at its maker's, or at an `endpoint` instead. An endpoint without a path
 * (`https://host:port`) stands for the maker's host, and the maker's own path follows; one with a path is the whole address,
 * exactly as it is written.
 */
export function serviceAddress(standard: string, endpoint?: string): URL {
  const makers = new URL(standard);
  if (endpoint === undefined) return makers;
  const other = new URL(endpoint);
  return other.pathname === '/' ? new URL(makers.pathname, other) : other;
}

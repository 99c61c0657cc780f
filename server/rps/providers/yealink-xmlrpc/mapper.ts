const MAX_SERVER_NAME = 20;

/**
 * The server that phones of this link are registered with: named after its host, with the host's own address, which holds no token.
 * A name may hold letters, digits, `-`, `_`, `.` and space; clients cut it at 20 characters.
 */
export function serverOf(link: string): { name: string; url: string } {
  const { hostname, origin } = new URL(link);
  const name = hostname.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, MAX_SERVER_NAME);
  return { name, url: `${origin}/` };
}

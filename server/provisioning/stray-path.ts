import { decodedOrNothing } from './request-path.ts';

/** What only phones ask for, and whoever plays one: Perch has no page of such a name. */
const PHONE_FILE = /\.(?:cfg|boot|conf|xml|htm|enc)$/i;
/** `cfg000b82123456`, a Grandstream's; names with other endings, if they name a phone. */
const NAMES_A_PHONE = /^(?:cfg[0-9a-f]{12}|[^.]*[0-9a-f]{12}[^.]*\.(?:txt|html|bin|ini))$/i;

/**
 * Whether a path without a token is what a phone asks for that was told this server only, or what those ask for who go
 * through MACs: `/001565aabbcc.cfg`, `/y000000000000.boot`, `/provisioning/cfg000b82123456.xml`.
 */
export function isStrayPath(path: string): boolean {
  const decoded = decodedOrNothing(path);
  const name = decoded.slice(decoded.lastIndexOf('/') + 1);
  return PHONE_FILE.test(name) || NAMES_A_PHONE.test(name);
}

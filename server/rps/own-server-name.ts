import { createHash } from 'node:crypto';
import type { RpsPhone } from './provider.ts';

/**
 * What a phone's own server is called, at services that store links for servers alone: the MAC and seven signs of the link. Another link
 * is another server, as no call is known that changes one, and the name tells nothing of the link. 20 characters is what most take.
 */
export function ownServerName({ mac, url }: Pick<RpsPhone, 'mac' | 'url'>): string {
  return `${mac}-${createHash('sha256').update(url).digest('hex').slice(0, 7)}`;
}

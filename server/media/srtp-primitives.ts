import { createCipheriv, createHmac, createSecretKey } from 'node:crypto';
import type { SrtpPrimitives } from './srtp.ts';

/** By OpenSSL. One cipher serves all packets of a direction: in this mode blocks know nothing of each other. */
export const srtpPrimitives: SrtpPrimitives = {
  aes(key) {
    const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    return (blocks) => cipher.update(blocks);
  },
  hmacSha1(key) {
    // Bytes would be made a key of for each packet, which takes longer than all the rest.
    const secret = createSecretKey(key);
    return (bytes) => createHmac('sha1', secret).update(bytes).digest();
  },
};

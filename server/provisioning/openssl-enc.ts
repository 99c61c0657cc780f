import { createCipheriv, createHash } from 'node:crypto';

const KEY_BYTES = 32;
const IV_BYTES = 16;
const SALT_BYTES = 8;

/**
 * What `openssl enc -aes-256-cbc -md md5 -k PASSPHRASE` writes: `Salted__`, the salt, and AES-256-CBC under a key and an
 * IV that MD5 makes of passphrase and salt (`EVP_BytesToKey` with one round). Weak against guessing, so a passphrase
 * must be random. The salt comes from what is encrypted: the same file stays the same.
 */
export function encryptAsOpenssl(text: string, passphrase: string): Buffer {
  const salt = createHash('sha256').update(`${passphrase}\n${text}`).digest().subarray(0, SALT_BYTES);
  const derived = bytesToKey(Buffer.concat([Buffer.from(passphrase, 'utf8'), salt]));
  const [key, iv] = [derived.subarray(0, KEY_BYTES), derived.subarray(KEY_BYTES, KEY_BYTES + IV_BYTES)];
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([
    Buffer.from('Salted__', 'latin1'),
    salt,
    cipher.update(text, 'utf8'),
    cipher.final(),
  ]);
}

function bytesToKey(data: Buffer): Buffer {
  let [derived, block] = [Buffer.alloc(0), Buffer.alloc(0)];
  while (derived.length < KEY_BYTES + IV_BYTES) {
    block = createHash('md5').update(block).update(data).digest();
    derived = Buffer.concat([derived, block]);
  }
  return derived;
}

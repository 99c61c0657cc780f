import { createDecipheriv, createHash } from 'node:crypto';

/**
 * A file that is read with the `--key` of its rule, as OpenSSL 0.9.7 wrote it (8800 administration guide, "AES-256-CBC
 * Encryption").
 *
 * @throws Error for one that is not encrypted, or with another key
 */
export function decryptWithKey(file: Buffer, key: string): string {
  if (file.toString('latin1', 0, 8) !== 'Salted__') throw new Error('the file is not encrypted');
  const salt = file.subarray(8, 16);
  const rounds = [Buffer.alloc(0)];
  for (let round = 0; round < 3; round += 1)
    rounds.push(
      createHash('md5')
        .update(Buffer.concat([rounds.at(-1) ?? Buffer.alloc(0), Buffer.from(key), salt]))
        .digest(),
    );
  const made = Buffer.concat(rounds);
  const decipher = createDecipheriv('aes-256-cbc', made.subarray(0, 32), made.subarray(32, 48));
  return Buffer.concat([decipher.update(file.subarray(16)), decipher.final()]).toString('utf8');
}

import { execFileSync } from 'node:child_process';

/** What the program reads in a file that was encrypted for phones, as their makers say that it is written. */
export const readByOpenssl = (file: Uint8Array, passphrase: string): string =>
  execFileSync('/usr/bin/openssl', ['enc', '-d', '-aes-256-cbc', '-md', 'md5', '-k', passphrase], {
    input: file,
    stdio: ['pipe', 'pipe', 'ignore'],
  }).toString('utf8');

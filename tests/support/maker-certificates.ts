import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/tls/makers/${name}.pem`, import.meta.url));

/**
 * Of a maker of phones: `root` has signed `issuing`, and that one the phones. `forged` says the same as `phone` and is
 * signed by itself; `child` says the same, too, and is signed by `other-phone`.
 */
export const makerFile = (name: string) => fileOf(name);

export const makerPem = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** With the certificate of whom it says that it was signed by. */
export const shownBy = (name: 'phone' | 'other-phone' | 'generic' | 'forged' | 'child') => ({
  cert: makerPem(name) + makerPem(name === 'child' ? 'other-phone' : 'issuing'),
  key: makerPem(`${name}-key`),
});

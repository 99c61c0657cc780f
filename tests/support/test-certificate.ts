import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CertificateSource, Pem } from '#server/ports/certificate.ts';

const filesOf = (name: string) => ({
  certFile: fileURLToPath(new URL(`../fixtures/tls/${name}certificate.pem`, import.meta.url)),
  keyFile: fileURLToPath(new URL(`../fixtures/tls/${name}key.pem`, import.meta.url)),
});

/** For `perch.example`. */
export const certificateFiles = filesOf('');
/** For `other.example`. */
export const otherCertificateFiles = filesOf('other-');
/** For the addresses of the loopback. */
export const loopbackCertificateFiles = filesOf('loopback-');

export const pemOf = ({ certFile, keyFile }: typeof certificateFiles): Pem => ({
  cert: readFileSync(certFile, 'utf8'),
  key: readFileSync(keyFile, 'utf8'),
});

/** The fixture for `perch.example`, until it is renewed. */
export function testCertificate(): CertificateSource & { renew(pem: Pem): void } {
  const listeners = new Set<(pem: Pem) => void>();
  let current = pemOf(certificateFiles);
  return {
    get current() {
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    renew(pem) {
      current = pem;
      for (const listener of listeners) listener(pem);
    },
  };
}

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** What is wrong with the texts of a certificate and its key, a line for each variable; nothing is wrong with a good pair. */
export function tlsProblems({ cert, key }: { cert: string; key: string }): string[] {
  const certificate = readOr(() => new X509Certificate(cert));
  const privateKey = readOr(() => createPrivateKey(key));
  if (certificate !== undefined && privateKey !== undefined) return whetherTheyFit(certificate, privateKey);
  return [
    ...(certificate === undefined ? ['TLS_CERT: the file holds no certificate in PEM.'] : []),
    ...(privateKey === undefined
      ? ['TLS_KEY: the file holds no private key in PEM without a passphrase.']
      : []),
  ];
}

function whetherTheyFit(certificate: X509Certificate, key: KeyObject): string[] {
  return certificate.checkPrivateKey(key) ? [] : ['TLS_KEY: the key is not the one of the certificate.'];
}

function readOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

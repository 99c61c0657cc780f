import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from './ports/result.ts';

const PEM_FILE = /\.(?:pem|crt|cer)$/i;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * The certificates that a PEM file holds, or all PEM files of a folder: those of the makers, by which phones are known.
 * The error says what is wrong with them.
 */
export function readAuthorities(path: string): Result<X509Certificate[], string> {
  try {
    const files = statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => PEM_FILE.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path];
    const certificates = files.flatMap(certificatesIn);
    const other = certificates.find(({ ca }) => !ca);
    if (other !== undefined) return err(`the certificate of ${nameOf(other)} is not one of an authority.`);
    return certificates.length > 0 ? ok(certificates) : err(`${path} holds no certificate in PEM.`);
  } catch {
    return err(`${path} cannot be read, or holds something that is no certificate.`);
  }
}

const certificatesIn = (file: string): X509Certificate[] =>
  [...readFileSync(file, 'utf8').matchAll(CERTIFICATE)].map(([pem]) => new X509Certificate(pem));

const nameOf = ({ subject }: X509Certificate): string => subject.replaceAll('\n', ', ');

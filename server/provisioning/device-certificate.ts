import { X509Certificate } from 'node:crypto';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { macsIn } from './request-path.ts';

/** What a phone's certificate, which was verified, says that it is. */
export type DeviceCertificate = {
  /** None where a maker gave all its phones the same one. */
  macs: readonly MacAddress[];
};

/**
 * Where makers put a MAC: the common name (Yealink, Poly, Snom, Grandstream; UNVERIFIED on phones), `S` (Cisco 8800
 * administration guide, "Multiplatform Phone CA Client Root Certificate": `OU` is the product, `L` the serial number,
 * which looks like a MAC). Others UNVERIFIED: a name that is a MAC counts wherever a name of the thing itself may stand.
 */
const NAMES_THE_PHONE = /^(?:CN|ST|S|SN|serialNumber|UID|dnQualifier|name)=(.*)$/;

export function readDeviceCertificate(certificate: X509Certificate): DeviceCertificate {
  const names = certificate.subject.split(/\n| \+ /).flatMap((line) => NAMES_THE_PHONE.exec(line)?.[1] ?? []);
  const macs = [...names, certificate.subjectAltName ?? ''].flatMap((name) => macsIn(name));
  return { macs: [...new Set(macs)] };
}

/**
 * Whether one of these authorities has signed a certificate, and both are valid now. Authorities are trusted as they
 * are given, whoever has signed them; what stands between them and the phone must be given, too.
 */
export function isIssuedBy(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
  nowMs: number,
): boolean {
  return (
    isValidAt(certificate, nowMs) &&
    authorities.some(
      (authority) =>
        authority.ca &&
        isValidAt(authority, nowMs) &&
        certificate.checkIssued(authority) &&
        certificate.verify(authority.publicKey),
    )
  );
}

const isValidAt = ({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean =>
  validFromDate.getTime() <= nowMs && nowMs <= validToDate.getTime();

const DER_MAX_BYTES = 8_192;

/**
 * The certificate in a `Client-Cert` header: its DER as a byte sequence, `:MIIC…:` (RFC 9440 2.2), or its PEM with
 * percent signs, as nginx has it in `$ssl_client_escaped_cert`. Undefined for what is neither.
 */
export function readClientCert(header: string): X509Certificate | undefined {
  const [, base64] = /^:([A-Za-z0-9+/=]+):$/.exec(header.trim()) ?? [];
  try {
    const encoded = base64 === undefined ? decodeURIComponent(header) : Buffer.from(base64, 'base64');
    return encoded.length > DER_MAX_BYTES ? undefined : new X509Certificate(encoded);
  } catch {
    return undefined;
  }
}

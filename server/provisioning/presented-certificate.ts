import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Clock } from '#server/ports/clock.ts';
import {
  type DeviceCertificate,
  isIssuedBy,
  readClientCert,
  readDeviceCertificate,
} from './device-certificate.ts';

export type CertificateOf = (req: IncomingMessage) => DeviceCertificate | undefined;

/**
 * The device certificate that a request came with: shown in TLS on a connection of ours, or to a proxy that is trusted.
 * It counts if it leads to an authority that we trust, by what the phone has sent along or by itself; what a proxy says
 * is looked at once more, because one that only asks for certificates passes on any.
 */
export function certificateReader(authorities: readonly X509Certificate[], clock: Clock): CertificateOf {
  return (req) => {
    const shown = shownIn(req);
    const certificate = shown ?? passedOnWith(req);
    if (certificate === undefined) return undefined;
    const isVerified = shown !== undefined && 'authorized' in req.socket && req.socket.authorized === true;
    return isVerified || isIssuedBy(certificate, authorities, clock.nowMs())
      ? readDeviceCertificate(certificate)
      : undefined;
  };
}

/** A resumed session (TLS 1.3) is authorized though nobody has shown a certificate: there is none then. */
const shownIn = ({ socket }: IncomingMessage): X509Certificate | undefined =>
  socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;

/** Of strangers it was taken away when the request came in. */
function passedOnWith({ headers }: IncomingMessage): X509Certificate | undefined {
  const header = headers['client-cert'];
  return typeof header === 'string' ? readClientCert(header) : undefined;
}

import type { BootstrapPhone } from '../../phone-config.ts';
import { shapeOfGrandstream } from './models.ts';
import { grandstreamFile } from './render.ts';
import { withoutScheme } from './server-path.ts';
import { POLL_MINUTES_MIN, PROTOCOL, pollEvery, type Setting, type Word } from './settings.ts';

/** `trustedCACertificates.load` */
const ALL_AUTHORITIES: Word = { item: 'All Certificates', p: 2 };

/**
 * From its factory a Grandstream looks at nobody's certificate (other servers' templates: P8463 is 0); told of the
 * authority, it is told to look. UNVERIFIED: the certificate as PEM, line by line.
 */
export function renderBootstrapGrandstream(phone: BootstrapPhone): string {
  const { next, authority } = phone;
  const settings: Setting[] = [
    ['trustedCACertificates.trustedCACertificate.1', { pem: authority.pem }],
    ['trustedCACertificates.load', ALL_AUTHORITIES],
    ['security.validate.serverCertificate', true],
    ['provisioning.config.protocol', PROTOCOL.https],
    ['provisioning.config.serverPath', withoutScheme(next.url)],
    ['provisioning.auto.mode', pollEvery(shapeOfGrandstream(phone.model))],
    ['provisioning.auto.minute', POLL_MINUTES_MIN],
  ];
  return grandstreamFile(phone, settings);
}

import type { BootstrapPhone } from '../../phone-config.ts';
import { type Setting, settingLines } from './setting.ts';

/**
 * `static.trusted_certificates.url`: where it fetches the certificate of an authority to trust beside its own.
 * `static.security.trust_certificates` = 1, as it left the factory: it speaks with nobody else. UNVERIFIED: that it
 * looks at the new address before its next look is due. Plug and play stays on.
 */
export function renderBootstrapYealink({ authority, next }: BootstrapPhone): string {
  const settings: Setting[] = [
    ['static.trusted_certificates.url', authority.pemUrl],
    ['static.security.trust_certificates', 1],
    ['static.auto_provision.server.url', next.url],
    ['static.auto_provision.repeat.enable', 1],
    ['static.auto_provision.repeat.minutes', next.pollMinutes],
  ];
  return ['#!version:1.0.0.1', ...settingLines(settings), ''].join('\n');
}

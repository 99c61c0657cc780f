import type { WaitingPhone } from '../../phone-config.ts';
import { htekFile, htekLine } from './render.ts';
import { POLL_MINUTES_MIN, PROTOCOL, type Setting } from './settings.ts';

/**
 * An account of nobody's, whose label stands on the display. UNVERIFIED: that every model shows an account that does not
 * register, and that Htek's phones ask by plug and play at all.
 */
export function renderWaitingHtek({ shows, provisioning: { url } }: WaitingPhone): string {
  const isShown = shows === '' ? 0 : 1;
  const settings: Setting[] = [
    [212, 'FirmwareUpGrade_UrgradeMode', url.startsWith('https:') ? PROTOCOL.https : PROTOCOL.http],
    [237, 'FirmwareUpGrade_ConfigServerPath', isShown ? url : ''],
    [194, 'FirmwareUpGrade_AutoUpgrade', 1],
    [193, 'FirmwareUpGrade_CheckUpgradeTimes', POLL_MINUTES_MIN],
    [47, 'Profile1_Sipserver', ''],
    [31, 'Profile1_SipRegistration', isShown ? 0 : 1],
    [271, 'Account1_Active', isShown],
    [20_000, 'Account1_Label', shows],
    [35, 'Account1_SipUserId', ''],
    [36, 'Account1_AuthenticateID', ''],
    [34, 'Account1_AuthenticatePassword', ''],
    // The maker's own spelling.
    [3, 'Account1_DispalyName', shows],
  ];
  return htekFile([], settings.map(htekLine));
}

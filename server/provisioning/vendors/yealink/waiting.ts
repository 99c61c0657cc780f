import type { WaitingPhone } from '../../phone-config.ts';
import { type Setting, settingLines } from './setting.ts';

/** `linekey.N.type` */
const LINE = 15;

/**
 * An account of nobody's, whose label stands on the display and beside the first key. UNVERIFIED: that every model shows
 * an account that names no server. Plug and play stays on.
 */
export function renderWaitingYealink({ shows, provisioning: { url, pollMinutes } }: WaitingPhone): string {
  const isShown = shows === '' ? 0 : 1;
  const text = shows || undefined;
  const settings: Setting[] = [
    ['static.auto_provision.server.url', isShown ? url : undefined],
    ['static.auto_provision.repeat.enable', isShown],
    ['static.auto_provision.repeat.minutes', isShown ? pollMinutes : undefined],
    ['account.1.enable', isShown],
    ['account.1.label', text],
    ['account.1.display_name', text],
    ['account.1.user_name', undefined],
    ['account.1.auth_name', undefined],
    ['account.1.password', undefined],
    ['account.1.sip_server.1.address', undefined],
    ['linekey.1.type', LINE],
    ['linekey.1.line', 1],
    ['linekey.1.value', undefined],
    ['linekey.1.label', text],
  ];
  return ['#!version:1.0.0.1', ...settingLines(settings), ''].join('\n');
}

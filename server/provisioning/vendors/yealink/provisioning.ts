import type { DeskPhone } from '../../phone-config.ts';
import type { Setting } from './setting.ts';

const FACTORY_PASSWORDS = { user: 'user', admin: 'admin' };

export function provisioningSettings(config: DeskPhone): Setting[] {
  const { provisioning, adminPassword, firmware, webTriggerFrom } = config;
  const { url, username, password, pollMinutes } = provisioning;
  return [
    ['static.auto_provision.pnp_enable', 0],
    // It would come before the address below: an option 66 for other machines leads a phone away.
    ['static.auto_provision.dhcp_option.enable', 0],
    ['static.auto_provision.server.url', url],
    ['static.auto_provision.server.username', username],
    ['static.auto_provision.server.password', password],
    ['static.auto_provision.power_on', 1],
    ['static.auto_provision.repeat.enable', 1],
    ['static.auto_provision.repeat.minutes', pollMinutes],
    // It looks there whenever it fetches its files: named only while it shall.
    ['static.firmware.url', firmware === null ? undefined : firmware.folder + firmware.fileName],
    ['static.auto_provision.user_agent_mac.enable', 1],
    // What the person before changed on the phone does not stay.
    ['static.auto_provision.custom.protect', 0],
    ...passwords({ user: adminPassword, admin: adminPassword }),
    // 0: a NOTIFY reboots the phone only if it says `reboot=true`.
    ['sip.notify_reboot_enable', 0],
    // 1: NOTIFY is taken from the registrar only.
    ['sip.trust_ctrl', 1],
    ...actionUri(webTriggerFrom),
  ];
}

/** One name for both: who it is stands before the colon. */
const passwords = ({ user, admin }: typeof FACTORY_PASSWORDS): Setting[] => [
  ['static.security.user_password', `user:${user}`],
  ['static.security.user_password', `admin:${admin}`],
];

/** Blank = nobody. 0 = the phone does not ask whoever sits there whether it may be controlled. */
const actionUri = (from: string | null): Setting[] => [
  ['features.action_uri_limit_ip', from ?? undefined],
  ['features.show_action_uri_option', from === null ? 1 : 0],
];

/** As it left the factory: it must hear the next server, whoever that is, and let its next owner in. */
export const releasedProvisioning = (): Setting[] => [
  ['static.auto_provision.pnp_enable', 1],
  ['static.auto_provision.dhcp_option.enable', 1],
  ['static.auto_provision.server.url', undefined],
  ['static.auto_provision.server.username', undefined],
  ['static.auto_provision.server.password', undefined],
  ['static.auto_provision.repeat.enable', 0],
  ['static.firmware.url', undefined],
  ['static.auto_provision.custom.protect', 0],
  ['sip.trust_ctrl', 0],
  ['sip.notify_reboot_enable', 1],
  ...actionUri(null),
  ...passwords(FACTORY_PASSWORDS),
];

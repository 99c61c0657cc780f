import type { WaitingPhone } from '../../phone-config.ts';
import { XML_DECLARATION, xmlText } from '../../vendors/xml.ts';
import type { SnomModel } from './render.ts';
import { everywhere, ofIdentity, type Setting } from './setting.ts';

/**
 * An identity of nobody's, whose idle text stands on the display. UNVERIFIED: that every model shows an identity that
 * names no server; Gigaset's maker shows one that is not registered, greyed. Plug and play stays on, and nothing is locked.
 */
export function renderWaitingSnom(
  { shows, provisioning: { pollMinutes } }: WaitingPhone,
  { settingServer }: Pick<SnomModel, 'settingServer'>,
): string {
  const isShown = shows !== '';
  const onOff = isShown ? 'on' : 'off';
  const settings: Setting[] = [
    ...everywhere([
      ['auto_reboot_on_setting_change', 'off'],
      ['update_policy', 'settings_only'],
      ['setting_server', isShown ? settingServer : ''],
      ['prov_polling_enabled', onOff],
      ['prov_polling_mode', 'rel'],
      ['prov_polling_period', pollMinutes * 60],
      // It would ask for an account, in front of everything else.
      ['logon_wizard', 'off'],
    ]),
    ...ofIdentity(1, [
      ['user_active', onOff],
      ['user_realname', shows],
      ['user_idle_text', shows],
      ['user_name', ''],
      ['user_pname', ''],
      ['user_pass', ''],
      ['user_host', ''],
      ['user_outbound', ''],
    ]),
  ];
  return [
    XML_DECLARATION,
    '<settings>',
    '<phone-settings e="2">',
    ...settings.map(lineOf),
    '</phone-settings>',
    '</settings>',
    '',
  ].join('\n');
}

export const lineOf = ({ name, value, idx }: Setting): string =>
  `<${name}${idx === undefined ? '' : ` idx="${idx}"`} perm="RW">${xmlText(value)}</${name}>`;

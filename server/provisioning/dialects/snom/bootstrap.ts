import type { BootstrapPhone } from '../../phone-config.ts';
import { element, XML_DECLARATION } from '../../vendors/xml.ts';
import type { SnomModel } from './render.ts';
import { everywhere } from './setting.ts';
import { lineOf } from './waiting.ts';

/**
 * `<certificates>`: a certificate to trust, which is fetched when all files are read (Gigaset's page of the tag that both
 * makers have; UNVERIFIED on a Snom). Plug and play stays on.
 */
export function renderBootstrapSnom(
  { authority, next }: BootstrapPhone,
  { settingServer }: Pick<SnomModel, 'settingServer'>,
): string {
  const settings = everywhere([
    ['auto_reboot_on_setting_change', 'off'],
    ['update_policy', 'settings_only'],
    ['setting_server', settingServer],
    ['prov_polling_enabled', 'on'],
    ['prov_polling_mode', 'rel'],
    ['prov_polling_period', next.pollMinutes * 60],
  ]);
  return [
    XML_DECLARATION,
    '<settings>',
    '<phone-settings e="2">',
    ...settings.map(lineOf),
    '</phone-settings>',
    '<certificates>',
    element('certificate', { url: authority.derUrl }),
    '</certificates>',
    '</settings>',
    '',
  ].join('\n');
}

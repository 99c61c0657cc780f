import type { DeskPhone } from '../../phone-config.ts';
import type { ServedFile } from '../../vendors/vendor.ts';
import { element, XML_DECLARATION, xmlText } from '../../vendors/xml.ts';
import { everywhere, type Setting } from './setting.ts';

const FIRMWARE_FILE = 'firmware.xml';

/**
 * A phone whose `update_policy` is `auto_update` asks for the file that `firmware_status` names, and takes the image that
 * stands there if it is of another version. UNVERIFIED: that it does so after `check-sync;reboot=false`, and not only
 * when it starts.
 */
export function firmwareSettings({ firmware }: DeskPhone): Setting[] {
  return everywhere([
    ['update_policy', firmware === null ? 'settings_only' : 'auto_update'],
    ['firmware_status', firmware === null ? '' : firmware.folder + FIRMWARE_FILE],
  ]);
}

/** The file that `firmware_status` names. */
export function snomFirmwareFile(name: string, { firmware }: DeskPhone): ServedFile | undefined {
  if (firmware === null || name.toLowerCase() !== FIRMWARE_FILE) return undefined;
  const image = element('firmware', { perm: '' }, xmlText(firmware.folder + firmware.fileName));
  const text = [XML_DECLARATION, '<firmware-settings>', image, '</firmware-settings>', ''].join('\n');
  return { is: 'common', contentType: 'text/xml; charset=utf-8', text };
}

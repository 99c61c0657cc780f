import type { DeskPhone } from '../../phone-config.ts';
import type { ServedFile } from '../vendor.ts';
import { group, type Piece, setting } from './sys-conf.ts';

/** `fwCheck/AutoUpgradeInterval`, in hours. */
const EVERY_HOUR = 1;
const EVERY_DAY = 24;

/**
 * Where a phone looks for a description of firmware. UNVERIFIED: whether it takes what it finds by itself, or asks who
 * stands before it; Fanvil's manuals tell of a question on the display.
 */
export const firmwareCheck = (firmware: DeskPhone['firmware']): Piece =>
  group(
    'fwCheck',
    setting('EnableAutoUpgrade', firmware === null ? 0 : 1),
    setting('UpgradeServer1', firmware?.folder.replace(/\/$/, '') ?? ''),
    setting('UpgradeServer2'),
    setting('AutoUpgradeInterval', firmware === null ? EVERY_DAY : EVERY_HOUR),
  );

/** `fanvil_x4u_v2_hwv2_0.txt`, `vendor_model_hw1_0.txt`: whatever revision of the hardware it says that it has. */
const DESCRIPTION = /^[\w-]{1,80}_hw[\w]{1,12}\.txt$/i;

export function firmwareDescription(name: string, { firmware }: DeskPhone): ServedFile | undefined {
  if (firmware === null || !DESCRIPTION.test(name)) return undefined;
  const { version, fileName, folder } = firmware;
  const lines = [`Version=${version}`, `Firmware=${folder}${fileName}`, 'BuildTime=', 'Info=TXT', ''];
  return { is: 'common', contentType: 'text/plain; charset=utf-8', text: lines.join('\n') };
}

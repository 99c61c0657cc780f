import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { panasonicExtras } from './extras.ts';
import { keySettings } from './keys.ts';
import { lineSettings, releasedLines } from './line.ts';
import { type PanasonicShape, shapeOfPanasonic } from './models.ts';
import { provisioningSettings, releasedProvisioning } from './provisioning.ts';
import { fileOf, type Setting } from './settings.ts';
import { timeSettings } from './time-zones.ts';

/** The per-phone file. What it does not name stays on the phone, so everything of the person before is emptied. */
export function renderPanasonic(config: PhoneConfig): string {
  const shape = shapeOfPanasonic(config.model);
  const own = config.is === 'desk-phone' ? deskSettings(config, shape) : releaseSettings(shape);
  const settings = withExtras(own, usableExtras(config.extras, panasonicExtras), (value) => value ?? '');
  return fileOf([`configuration version: ${config.version}`], settings);
}

const deskSettings = (config: DeskPhone, shape: PanasonicShape): Setting[] => [
  ...provisioningSettings(config, shape),
  ...lineSettings(config, shape),
  ...keySettings(config.keys, shape),
  ...timeSettings(config.timeZone),
];

const releaseSettings = (shape: PanasonicShape): Setting[] => [
  ...releasedProvisioning(shape),
  ...releasedLines(shape),
  ...keySettings([], shape),
];

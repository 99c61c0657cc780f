import type { PhoneConfig } from '../../phone-config.ts';
import type { ServedFile, Vendor } from '../vendor.ts';
import { panasonicExtras } from './extras.ts';
import { identifyPanasonic } from './identify.ts';
import { shapeOfPanasonic } from './models.ts';
import { renderPanasonic } from './render.ts';

/** KX-HDV desk phones, and the KX-UT before them. */
export const panasonic: Vendor = {
  id: 'panasonic',
  identify: identifyPanasonic,
  shapeOf: shapeOfPanasonic,
  fileFor,
  typedAddress: (base) => `${base}{MAC}.cfg`,
  pnpAddress: (base) => `${base}{MODEL}.cfg`,
  dhcpOptions: (base) => [
    // A slash at its end: the phone asks for its model's file there.
    { code: 66, value: base },
    // It puts a slash and the name behind them.
    ...[160, 159].map((code) => ({ code, value: base.replace(/\/$/, '') })),
  ],
  resyncOf: () => ({
    sync: 'check-sync',
    // As FusionPBX sends it; what a phone does that was told to obey `check-sync` is UNVERIFIED.
    reboot: 'check-sync;reboot=true',
    usualSeconds: 15,
    rebootSeconds: 180,
  }),
  limitations: [],
  extras: panasonicExtras,
};

const MODEL_FILE = /^kx-[a-z0-9-]{2,24}\.cfg$/;

/**
 * A phone that was sent here takes what it finds for where its configuration is (*pre-provisioning*), and then fetches that.
 * Both are the same file under two names: should it read all of it the first time, nothing is lost. What it asks for beside
 * them, of its product or of all phones, is not there.
 */
function fileFor(name: string, config: PhoneConfig): ServedFile | undefined {
  const file = name.toLowerCase();
  const isOwn = [`${config.mac}.cfg`, `config${config.mac}.cfg`].includes(file) || MODEL_FILE.test(file);
  if (!isOwn) return undefined;
  return { is: 'device', contentType: 'text/plain; charset=utf-8', text: renderPanasonic(config) };
}

import type { Identification } from '../vendor.ts';

/**
 * `Yealink SIP-T31G 124.85.0.40 80:5e:c0:d5:7d:72`; the MAC may be bare, or missing when it is switched off. Old firmware
 * has its hardware's version in that place.
 */
const USER_AGENT =
  /^Yealink[ -]([A-Za-z0-9_-]{1,30}) (\d+(?:\.\d+){1,7})(?: ((?:[0-9a-f]{2}:){5}[0-9a-f]{2}|[0-9a-f]{12})| [\d.]+)?\s*$/i;

export function identifyYealink(userAgent: string): Identification | undefined {
  const [, model, firmware, mac] = USER_AGENT.exec(userAgent) ?? [];
  if (model === undefined) return undefined;
  return {
    vendor: 'yealink',
    model: model.replace(/^SIP-/, ''),
    firmware,
    mac: mac?.replaceAll(':', '').toLowerCase(),
  };
}

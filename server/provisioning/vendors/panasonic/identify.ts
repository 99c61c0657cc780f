import type { Identification } from '../vendor.ts';

/** `Panasonic_KX-UT113/01.133 (0080f0c8c381)`: as it leaves the factory, over HTTP and over SIP. */
const USER_AGENT =
  /^Panasonic[_-](KX-[a-z0-9-]{2,24})\/V?(\d{1,3}(?:\.\d{1,4}){1,5})(?: \(([0-9a-f]{2}(?:[:-]?[0-9a-f]{2}){5})\))?\s*$/i;

export function identifyPanasonic(userAgent: string): Identification | undefined {
  const [, model, firmware, mac] = USER_AGENT.exec(userAgent) ?? [];
  if (model === undefined) return undefined;
  return {
    ...{ vendor: 'panasonic', model: model.toUpperCase(), firmware },
    mac: mac?.replace(/[:-]/g, '').toLowerCase(),
  };
}

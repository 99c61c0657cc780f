import type { Identification } from '../vendor.ts';

/** `Fanvil X4 2.10.2.6887 0c383e07e16c`; the model may hold a space (`X6U Pro`) or a revision (`X5U-V2`). */
const USER_AGENT =
  /^Fanvil ([A-Z]\d{1,4}[A-Z0-9]{0,4}(?:[- ](?:V\d|Pro))?) (\d+(?:\.\d+){1,7})(?: ((?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}))?\s*$/i;

export function identifyFanvil(userAgent: string): Identification | undefined {
  const [, model, firmware, mac] = USER_AGENT.exec(userAgent) ?? [];
  if (model === undefined) return undefined;
  return { vendor: 'fanvil', model, firmware, mac: mac?.replace(/[:-]/g, '').toLowerCase() };
}

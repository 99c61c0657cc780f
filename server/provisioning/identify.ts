import { vendors } from './vendors/index.ts';
import type { Identification } from './vendors/vendor.ts';

/** Who made a request, as far as its User-Agent says. */
export function identifyPhone(userAgent: string | undefined): Identification | undefined {
  if (userAgent === undefined || userAgent.length > 300) return undefined;
  for (const vendor of vendors) {
    const identification = vendor.identify(userAgent);
    if (identification !== undefined) return identification;
  }
  return undefined;
}

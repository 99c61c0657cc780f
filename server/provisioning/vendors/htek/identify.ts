import type { Identification } from '../vendor.ts';

/** `Htek UC903 2.0.4.2 00:1f:c1:1c:22:a9` */
const USER_AGENT =
  /^Htek ([\w-]{1,30}) V?(\d{1,3}(?:\.\d{1,4}){1,6})(?: ((?:[0-9a-f]{2}:){5}[0-9a-f]{2}|[0-9a-f]{12}))?\s*$/i;

export function identifyHtek(userAgent: string): Identification | undefined {
  const [, model, firmware, mac] = USER_AGENT.exec(userAgent) ?? [];
  if (model === undefined) return undefined;
  return { vendor: 'htek', model, firmware, mac: mac?.replaceAll(':', '').toLowerCase() };
}

import type { Identification } from '../vendor.ts';

/**
 * `Mozilla/4.0 (compatible; snomD785-SIP 10.1.33.33 2010.12-00004-g9ba52f5 000413922D24 SXM:0 UXM:0)`: old firmware has
 * no MAC, and a DECT base calls itself `Snom M900 05.20.0001 000413b60680`.
 */
const USER_AGENT = /^Mozilla\/4\.0 \(compatible; snom ?([A-Za-z0-9]{1,20})(?:-SIP)? (\d+(?:\.\d+){1,7})/i;
const MAC = / ([0-9a-f]{12})(?=[ )]|$)/i;

export function identifySnom(userAgent: string): Identification | undefined {
  const [head, model, firmware] = USER_AGENT.exec(userAgent) ?? [];
  if (head === undefined || model === undefined) return undefined;
  const mac = MAC.exec(userAgent.slice(head.length))?.[1];
  return { vendor: 'snom', model, firmware, mac: mac?.toLowerCase() };
}

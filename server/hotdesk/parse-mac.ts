import type { MacAddress } from './ids.ts';

/**
 * A MAC in any usual form (`00:15:65:AA:BB:CC`, `0015-65aa-bbcc`, `001565aabbcc`), or undefined for what is none:
 * wrong length, all zeros, broadcast or multicast (IEEE 802 group bit).
 */
export function parseMac(text: string): MacAddress | undefined {
  const digits = text
    .trim()
    .toLowerCase()
    .replace(/[:.\-\s]/g, '');
  if (!/^[0-9a-f]{12}$/.test(digits) || /^0+$/.test(digits)) return undefined;
  const isGroup = (Number.parseInt(digits.slice(0, 2), 16) & 1) === 1;
  return isGroup ? undefined : (digits as MacAddress);
}

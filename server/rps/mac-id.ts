import type { MacAddress } from '#server/hotdesk/ids.ts';

/** Either is printed: the code behind the MAC, or alone. */
const WRITTEN = /^(?:([0-9a-f]{12})[- ]?)?([0-9a-z]{4})$/i;

/**
 * The MAC-ID of a phone, `7C2F80AABBCC-X7T1`: its MAC with the check code that Gigaset prints on it, which proves that one has it in
 * hand. Undefined where what was entered as the serial number is no such code, or that of another phone.
 */
export function macIdOf(mac: MacAddress, serial: string | null | undefined): string | undefined {
  const [, before = mac, code] = WRITTEN.exec((serial ?? '').trim()) ?? [];
  return code !== undefined && before.toLowerCase() === mac ? `${mac}-${code}`.toUpperCase() : undefined;
}

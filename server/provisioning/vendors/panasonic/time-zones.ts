import type { Setting } from './settings.ts';

/**
 * `LOCAL_TIME_ZONE_POSIX` (POSIX.1, `TZ`), with the changes of the clocks in it. The form is that of a public template for
 * London; that the phone takes the others is UNVERIFIED. A zone that is not listed is left out, and the phone keeps its own.
 */
const ZONES: ReadonlyArray<readonly [value: string, names: string]> = [
  ['GMT0BST,M3.5.0/1,M10.5.0', 'Europe/London Europe/Dublin'],
  ['WET0WEST,M3.5.0/1,M10.5.0', 'Europe/Lisbon Atlantic/Canary'],
  [
    'CET-1CEST,M3.5.0,M10.5.0/3',
    [
      'Europe/Amsterdam Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest',
      'Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Oslo Europe/Paris Europe/Prague',
      'Europe/Rome Europe/Stockholm Europe/Vienna Europe/Vaduz Europe/Warsaw Europe/Zagreb Europe/Zurich',
    ].join(' '),
  ],
  [
    'EET-2EEST,M3.5.0/3,M10.5.0/4',
    'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius',
  ],
  ['EST5EDT,M3.2.0,M11.1.0', 'America/New_York America/Toronto'],
  ['CST6CDT,M3.2.0,M11.1.0', 'America/Chicago America/Winnipeg'],
  ['MST7MDT,M3.2.0,M11.1.0', 'America/Denver America/Edmonton'],
  ['PST8PDT,M3.2.0,M11.1.0', 'America/Los_Angeles America/Vancouver'],
  ['JST-9', 'Asia/Tokyo'],
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
  ZONES.flatMap(([value, names]) => names.split(' ').map((name) => [name, value] as const)),
);

/** @param timeZone IANA name, or null where the tenant has said none. */
export function timeSettings(timeZone: string | null): Setting[] {
  const value = BY_NAME.get(timeZone ?? '');
  return value === undefined ? [] : [['LOCAL_TIME_ZONE_POSIX', value]];
}

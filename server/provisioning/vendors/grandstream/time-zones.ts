/**
 * P64 by the cities that stand beside each value in the maker's templates; IANA names that they do not list are left
 * out, and the phone keeps the zone that it has.
 */
const ZONES: ReadonlyArray<readonly [value: string, names: string]> = [
  ['HAW10', 'Pacific/Honolulu'],
  ['AKST9AKDT', 'America/Anchorage'],
  ['PST8PDT', 'America/Los_Angeles'],
  ['MST7MDT', 'America/Denver'],
  ['MST7', 'America/Phoenix'],
  ['CST6CDT', 'America/Chicago'],
  ['EST5EDT', 'America/New_York America/Toronto'],
  ['AST4ADT', 'America/Halifax'],
  ['GMT+0BST-1,M3.5.0/01:00:00,M10.5.0/02:00:00', 'Europe/London'],
  ['GMT+0IST-1,M3.5.0/01:00:00,M10.5.0/02:00:00', 'Europe/Dublin'],
  ['WET-0WEST-1,M3.5.0/01:00:00,M10.5.0/02:00:00', 'Europe/Lisbon'],
  [
    'CET-1CEST-2,M3.5.0/02:00:00,M10.5.0/03:00:00',
    [
      'Europe/Amsterdam Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest',
      'Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Oslo Europe/Paris Europe/Prague',
      'Europe/Rome Europe/Stockholm Europe/Vienna Europe/Vaduz Europe/Warsaw Europe/Zagreb Europe/Zurich',
    ].join(' '),
  ],
  [
    'EET-2EEST-3,M3.5.0/03:00:00,M10.5.0/04:00:00',
    'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius',
  ],
  ['TZY-8', 'Asia/Shanghai Asia/Taipei Asia/Kuala_Lumpur'],
  ['SGT-8', 'Asia/Singapore'],
  ['TZZ-9', 'Asia/Tokyo Asia/Seoul'],
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
  ZONES.flatMap(([value, names]) => names.split(' ').map((name) => [name, value] as const)),
);

/** @param name IANA name, or null where the tenant has said none. */
export const timeZoneValue = (name: string | null): string | undefined => BY_NAME.get(name ?? '');

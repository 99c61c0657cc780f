import type { Setting } from './setting.ts';

/**
 * `local_time.time_zone` and `local_time.time_zone_name`, as the phone's own web page lists them; the phone knows the
 * summer times of each. Zones that it does not list are left out, and the phone keeps the one that it has.
 */
const ZONES: ReadonlyArray<readonly [offset: string, name: string, iana: string]> = [
  ['-9', 'United States-Alaska Time', 'America/Anchorage'],
  ['-8', 'United States-Pacific Time', 'America/Los_Angeles'],
  ['-8', 'Canada(Vancouver,Whitehorse)', 'America/Vancouver'],
  ['-7', 'United States-Mountain Time', 'America/Denver'],
  ['-7', 'United States-MST no DST', 'America/Phoenix'],
  ['-7', 'Canada(Edmonton,Calgary)', 'America/Edmonton'],
  ['-6', 'United States-Central Time', 'America/Chicago'],
  ['-6', 'Canada-Manitoba(Winnipeg)', 'America/Winnipeg'],
  ['-5', 'United States-Eastern Time', 'America/New_York America/Toronto'],
  ['-4', 'Canada(Halifax,Saint John)', 'America/Halifax'],
  ['-3:30', 'Canada-New Foundland(St.Johns)', 'America/St_Johns'],
  ['-3', 'Argentina(Buenos Aires)', 'America/Argentina/Buenos_Aires'],
  ['-3', 'Brazil(no DST)', 'America/Sao_Paulo'],
  ['-1', 'Portugal(Azores)', 'Atlantic/Azores'],
  ['0', 'Ireland(Dublin)', 'Europe/Dublin'],
  ['0', 'Portugal(Lisboa,Porto,Funchal)', 'Europe/Lisbon'],
  ['0', 'Spain-Canary Islands(Las Palmas)', 'Atlantic/Canary'],
  ['0', 'United Kingdom(London)', 'Europe/London'],
  ['+1', 'Albania(Tirane)', 'Europe/Tirane'],
  ['+1', 'Austria(Vienna)', 'Europe/Vienna'],
  ['+1', 'Belgium(Brussels)', 'Europe/Brussels'],
  ['+1', 'Croatia(Zagreb)', 'Europe/Zagreb Europe/Ljubljana Europe/Belgrade'],
  ['+1', 'Czech Republic(Prague)', 'Europe/Prague Europe/Bratislava'],
  ['+1', 'France(Paris)', 'Europe/Paris Europe/Madrid Europe/Monaco'],
  [
    '+1',
    'Germany(Berlin)',
    'Europe/Berlin Europe/Zurich Europe/Vaduz Europe/Copenhagen Europe/Stockholm Europe/Oslo Europe/Warsaw',
  ],
  ['+1', 'Hungary(Budapest)', 'Europe/Budapest'],
  ['+1', 'Italy(Rome)', 'Europe/Rome Europe/Malta'],
  ['+1', 'Luxembourg(Luxembourg)', 'Europe/Luxembourg'],
  ['+1', 'Netherlands(Amsterdam)', 'Europe/Amsterdam'],
  ['+2', 'Estonia(Tallinn)', 'Europe/Tallinn'],
  ['+2', 'Finland(Helsinki)', 'Europe/Helsinki Europe/Sofia Europe/Vilnius'],
  ['+2', 'Greece(Athens)', 'Europe/Athens'],
  ['+2', 'Latvia(Riga)', 'Europe/Riga'],
  ['+2', 'Romania(Bucharest)', 'Europe/Bucharest'],
  ['+2', 'Ukraine(Kyiv,Odessa)', 'Europe/Kyiv Europe/Kiev'],
  ['+5:30', 'India(Calcutta)', 'Asia/Kolkata Asia/Calcutta'],
  ['+7', 'Thailand(Bangkok)', 'Asia/Bangkok'],
  ['+8', 'China(Beijing)', 'Asia/Shanghai'],
  ['+8', 'Singapore(Singapore)', 'Asia/Singapore'],
  ['+8', 'Australia(Perth)', 'Australia/Perth'],
  ['+9', 'Japan(Tokyo)', 'Asia/Tokyo'],
  ['+9', 'Korea(Seoul)', 'Asia/Seoul'],
  ['+9:30', 'Australia(Adelaide)', 'Australia/Adelaide'],
  ['+10', 'Australia(Brisbane)', 'Australia/Brisbane'],
  ['+10', 'Australia(Sydney,Melbourne,Canberra)', 'Australia/Sydney Australia/Melbourne'],
  ['+12', 'New Zeland(Wellington,Auckland)', 'Pacific/Auckland'],
];

const BY_IANA: ReadonlyMap<string, readonly [offset: string, name: string]> = new Map(
  ZONES.flatMap(([offset, name, iana]) => iana.split(' ').map((one) => [one, [offset, name]] as const)),
);

const SUMMER_TIME_AUTOMATIC = 2;

/** @param timeZone IANA name, or null where the tenant has said none. */
export function timeSettings(timeZone: string | null): Setting[] {
  const zone = BY_IANA.get(timeZone ?? '');
  if (zone === undefined) return [];
  const [offset, name] = zone;
  return [
    ['local_time.time_zone', offset],
    ['local_time.time_zone_name', name],
    ['local_time.summer_time', SUMMER_TIME_AUTOMATIC],
  ];
}

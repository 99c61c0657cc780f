/**
 * The phones' names for time zones (country and hours from UTC; the country brings its summer time), with the IANA
 * zones that keep that time. Source: TC `snom.macros`; of zones that share a clock only those are here whose own country
 * stands in the name, or a neighbour's with the same summer time.
 */
const ZONES: Readonly<Record<string, string>> = {
  'GBR-0': 'Europe/London Europe/Dublin Europe/Belfast Europe/Guernsey Europe/Jersey Europe/Isle_of_Man',
  'PRT-0': 'Europe/Lisbon Atlantic/Madeira',
  'GER+1': 'Europe/Berlin Europe/Busingen Europe/Vienna Europe/Zurich Europe/Vaduz',
  'FRA+1': 'Europe/Paris Europe/Monaco',
  'ESP+1': 'Europe/Madrid Europe/Andorra Africa/Ceuta',
  'ESP-0': 'Atlantic/Canary',
  'ITA+1': 'Europe/Rome Europe/Vatican Europe/San_Marino',
  'NLD+1': 'Europe/Amsterdam',
  'BEL+1': 'Europe/Brussels',
  'LUX+1': 'Europe/Luxembourg',
  'DNK+1': 'Europe/Copenhagen',
  'NOR+1': 'Europe/Oslo',
  'SWE+1': 'Europe/Stockholm',
  'POL+1': 'Europe/Warsaw',
  'CZE+1': 'Europe/Prague',
  'SVK+1': 'Europe/Bratislava Europe/Ljubljana',
  'HUN+1': 'Europe/Budapest',
  'HRV+1': 'Europe/Zagreb',
  'FIN+2': 'Europe/Helsinki Europe/Mariehamn',
  'EST+2': 'Europe/Tallinn Europe/Vilnius',
  'GRC+2': 'Europe/Athens',
  'ROU+2': 'Europe/Bucharest',
  'CAN-5': 'America/Toronto',
  'CAN-6': 'America/Winnipeg',
  'CAN-7': 'America/Edmonton',
  'CAN-4': 'America/Halifax',
  'USA-5': 'America/New_York America/Detroit',
  'USA-6': 'America/Chicago',
  'USA-7': 'America/Denver',
  'USA-8': 'America/Los_Angeles America/Vancouver',
  'USA-9': 'America/Anchorage',
  'USA-10': 'Pacific/Honolulu',
  'AUS+10': 'Australia/Sydney Australia/Melbourne Australia/Hobart',
  'AUS+8': 'Australia/Perth',
  'NZL+12': 'Pacific/Auckland',
};

const BY_ZONE: ReadonlyMap<string, string> = new Map(
  Object.entries(ZONES).flatMap(([name, zones]) => zones.split(' ').map((zone) => [zone, name] as const)),
);

/** Undefined where the phones have no name that is known here: it keeps the time that it has. */
export const snomTimeZone = (zone: string | null): string | undefined =>
  zone === null ? undefined : BY_ZONE.get(zone);

const JANUARY = Date.UTC(2026, 0, 1);
const JULY = Date.UTC(2026, 6, 1);

/**
 * `+1:00`: how far the zone is from UTC while it has no summer time.
 *
 * @param name IANA name
 * @returns undefined for a name that is not known
 */
export function standardOffset(name: string): string | undefined {
  const format = formatOf(name);
  if (format === undefined) return undefined;
  const standard = Math.min(...[JANUARY, JULY].map((at) => offsetMinutes(format.format(at))));
  const hours = Math.floor(Math.abs(standard) / 60);
  const minutes = `${Math.abs(standard) % 60}`.padStart(2, '0');
  return `${standard < 0 ? '-' : '+'}${hours}:${minutes}`;
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}

/** Of `1/1/2026, GMT+01:00`; UTC is a bare `GMT`. */
function offsetMinutes(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -total : total;
}

import type { Parameter } from './parameters.ts';

/** A change of clocks on a Sunday: the last of the month, or the first on or after that date. Hours are local. */
type Sunday = { month: number; hour: number } & ({ isLast: true } | { isLast: false; date: number });

const JANUARY = Date.UTC(2026, 0, 1);
const JULY = Date.UTC(2026, 6, 1);
const SUNDAY = 1;

/** Zones with the summer time of the United States; those of Europe are known by their names. */
const AMERICAN = new Set(
  [
    ...[
      'Anchorage',
      'Boise',
      'Chicago',
      'Denver',
      'Detroit',
      'Edmonton',
      'Halifax',
      'Los_Angeles',
      'Moncton',
    ],
    ...['New_York', 'St_Johns', 'Toronto', 'Vancouver', 'Winnipeg'],
  ].map((city) => `America/${city}`),
);
const EUROPEAN = /^(?:Europe\/|Atlantic\/(?:Azores|Canary|Faroe|Madeira)$)/;

/**
 * How far from UTC, and when its clocks change; a zone whose rule is not known is left as DHCP has it.
 *
 * @param name IANA name, or null where the tenant has said none
 */
export function timeParameters(name: string | null): Parameter[] {
  const offsets = name === null ? undefined : offsetsOf(name);
  if (name === null || offsets === undefined) return [];
  const standard = Math.min(...offsets);
  const hasSummerTime = offsets[0] !== offsets[1];
  const changes = hasSummerTime ? changesOf(name, standard) : undefined;
  if (hasSummerTime && changes === undefined) return [];
  return [
    ['tcpIpApp.sntp.gmtOffset.overrideDHCP', 1],
    ['tcpIpApp.sntp.gmtOffset', standard * 60],
    ['tcpIpApp.sntp.daylightSavings.enable', hasSummerTime ? 1 : 0],
    ...(changes === undefined ? [] : summerTime(changes)),
  ];
}

type Changes = { start: Sunday; stop: Sunday };

const summerTime = ({ start, stop }: Changes): Parameter[] => [
  ['tcpIpApp.sntp.daylightSavings.fixedDayEnable', 0],
  ...sundayParameters('start', start),
  ...sundayParameters('stop', stop),
];

const sundayParameters = (which: 'start' | 'stop', sunday: Sunday): Parameter[] =>
  Object.entries({
    month: sunday.month,
    date: sunday.isLast ? 1 : sunday.date,
    time: sunday.hour,
    dayOfWeek: SUNDAY,
    'dayOfWeek.lastInMonth': sunday.isLast ? 1 : 0,
  }).map(([what, value]) => [`tcpIpApp.sntp.daylightSavings.${which}.${what}`, value]);

/** In Europe all clocks change at 1:00 UTC. */
function changesOf(name: string, standardMinutes: number): Changes | undefined {
  const hour = 1 + standardMinutes / 60;
  if (EUROPEAN.test(name))
    return {
      start: { month: 3, isLast: true, hour },
      stop: { month: 10, isLast: true, hour: hour + 1 },
    };
  if (AMERICAN.has(name))
    return {
      start: { month: 3, isLast: false, date: 8, hour: 2 },
      stop: { month: 11, isLast: false, date: 1, hour: 2 },
    };
  return undefined;
}

/** Minutes from UTC in January and in July. */
function offsetsOf(name: string): [number, number] | undefined {
  const format = formatOf(name);
  return format && [minutesOf(format.format(JANUARY)), minutesOf(format.format(JULY))];
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}

/** Of `1/1/2026, GMT+01:00`; UTC is a bare `GMT`. */
function minutesOf(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -total : total;
}

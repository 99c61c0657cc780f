import { describe, expect, it } from 'vitest';
import { timeParameters } from '#server/provisioning/vendors/poly/time-zone.ts';

const parametersOf = (zone: string) => new Map(timeParameters(zone));

/** What a clock there shows, as minutes from UTC. */
function minutesAt(timeZone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric' },
  }).formatToParts(atMs);
  const [year, month, day, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  ) as [number, number, number, number, number];
  return (Date.UTC(year, month - 1, day, hour, minute) - atMs) / 60_000;
}

/** When a phone that was told so changes its clock in that year. */
function changeOf(zone: string, which: 'start' | 'stop', year: number): number {
  const told = parametersOf(zone);
  const get = (what: string) => Number(told.get(`tcpIpApp.sntp.daylightSavings.${which}.${what}`));
  expect(get('dayOfWeek')).toBe(1);
  const isLast = get('dayOfWeek.lastInMonth') === 1;
  const month = get('month') - 1;
  const from = isLast ? new Date(Date.UTC(year, month + 1, 0)).getUTCDate() - 6 : get('date');
  const toSunday = (7 - new Date(Date.UTC(year, month, from)).getUTCDay()) % 7;
  const localMs = Date.UTC(year, month, from + toSunday, get('time'));
  const summer = which === 'stop' ? 3_600 : 0;
  return localMs - (Number(told.get('tcpIpApp.sntp.gmtOffset')) + summer) * 1_000;
}

describe('the time zone of a Poly', () => {
  it.each([
    ...['Europe/Berlin', 'Europe/London', 'Europe/Helsinki', 'Atlantic/Azores', 'Atlantic/Canary'],
    ...['America/New_York', 'America/Los_Angeles', 'America/Denver', 'America/Halifax', 'America/Anchorage'],
  ])('changes its clock when the people there do: %s', (zone) => {
    for (const year of [2026, 2027, 2030]) {
      for (const [which, before, after] of [
        ['start', 0, 60],
        ['stop', 60, 0],
      ] as const) {
        const standard = Number(parametersOf(zone).get('tcpIpApp.sntp.gmtOffset')) / 60;
        const atMs = changeOf(zone, which, year);
        expect(minutesAt(zone, atMs - 60_000)).toBe(standard + before);
        expect(minutesAt(zone, atMs)).toBe(standard + after);
      }
    }
  });

  it.each([
    ['America/Phoenix', -7 * 3_600],
    ['Asia/Kolkata', 5.5 * 3_600],
    ['Europe/Istanbul', 3 * 3_600],
    ['UTC', 0],
  ])('never changes it in %s', (zone, offset) => {
    expect(timeParameters(zone)).toEqual([
      ['tcpIpApp.sntp.gmtOffset.overrideDHCP', 1],
      ['tcpIpApp.sntp.gmtOffset', offset],
      ['tcpIpApp.sntp.daylightSavings.enable', 0],
    ]);
  });

  it.each([null, 'Nowhere/Land', 'Australia/Sydney', 'America/Santiago'])(
    'is left as it is where nobody knows the rule: %s',
    (zone) => {
      expect(timeParameters(zone)).toEqual([]);
    },
  );
});

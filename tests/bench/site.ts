import { setTimeout as sleep } from 'node:timers/promises';
import type { PerchProcess } from '../support/perch-process.ts';
import type { SimPhones } from '../support/sim-phones.ts';
import { ask, inParallel, PIN } from './office.ts';
import { cpuSeconds } from './process-usage.ts';
import { percentile, type Row } from './report.ts';
import { makePlace, type Place } from './switching.ts';

const FIRST_NUMBER = 1_000;
/** So many people, or policies, act at once. */
const AT_ONCE = 64;
/** Whoever has not settled by then has been lost. */
const GIVE_UP_MS = 15 * 60_000;

/**
 * All desks of a site are logged out at 18:00, and everybody logs in at 9:00: until every phone is what its desk is.
 * Figures come as soon as they are measured.
 */
export async function* site(perch: PerchProcess, phones: SimPhones, count: number): AsyncGenerator<Row[]> {
  const part = `a site of ${count.toLocaleString('en')}`;
  const numbers = Array.from({ length: count }, (_, index) => FIRST_NUMBER + index);
  const startedMs = performance.now();
  const places = await inParallel(numbers, AT_ONCE, (number) => makePlace(perch, phones, number));
  const seconds = (performance.now() - startedMs) / 1_000;
  yield [
    { part, what: 'users and desks made, phones registered for the first time', value: seconds, unit: 's' },
  ];
  const logIn = ({ desk, user }: Place): Promise<unknown> =>
    ask(perch, `POST /desks/${desk.id}/login`, { extension: user, pin: PIN });
  const logOut = ({ desk }: Place): Promise<unknown> => ask(perch, `POST /desks/${desk.id}/logout`);
  const morning = await crowd(perch, places, { act: logIn, wanted: ({ user }) => user });
  yield rowsOf(part, 'everybody logs in (a PIN hash each)', morning);
  const evening = await crowd(perch, places, { act: logOut, wanted: ({ desk }) => desk.extension });
  yield rowsOf(part, 'everybody is logged out', evening);
}

type Crowd = {
  /** From the first request to the last phone that is what its desk is. */
  seconds: number;
  /** From each one's answer to its phone. */
  ms: number[];
  lost: number;
  reboots: number;
  cpuMs: number;
};

type Doing = { act(place: Place): Promise<unknown>; wanted(place: Place): string };

async function crowd(perch: PerchProcess, places: readonly Place[], { act, wanted }: Doing): Promise<Crowd> {
  const rebootsBefore = rebootsOf(places);
  const pid = perch.child.pid ?? 0;
  const cpuBefore = cpuSeconds(pid);
  const startedMs = performance.now();
  const settled: Promise<number | undefined>[] = [];
  await inParallel(places, AT_ONCE, async (place) => {
    await act(place);
    settled.push(untilSettled(place, wanted(place)));
  });
  const ms = await Promise.all(settled);
  return {
    seconds: (performance.now() - startedMs) / 1_000,
    ms: ms.filter((one) => one !== undefined),
    lost: ms.filter((one) => one === undefined).length,
    reboots: rebootsOf(places) - rebootsBefore,
    cpuMs: ((cpuSeconds(pid) - cpuBefore) / places.length) * 1_000,
  };
}

async function untilSettled({ phone }: Place, wanted: string): Promise<number | undefined> {
  const startedMs = performance.now();
  const isThere = phone.until(({ registeredAs }) => registeredAs === wanted).then(() => true);
  const isLost = sleep(GIVE_UP_MS, false, { ref: false });
  return (await Promise.race([isThere, isLost])) ? performance.now() - startedMs : undefined;
}

const rebootsOf = (places: readonly Place[]): number =>
  places.reduce((sum, { phone }) => sum + phone.reboots, 0);

const rowsOf = (part: string, what: string, { seconds, ms, lost, reboots, cpuMs }: Crowd): Row[] => [
  { part, what: `${what}: until the last phone is settled`, value: seconds, unit: 's' },
  { part, what: `${what}: from the answer to the phone, p50`, value: percentile(ms, 0.5) / 1_000, unit: 's' },
  {
    part,
    what: `${what}: from the answer to the phone, p99`,
    value: percentile(ms, 0.99) / 1_000,
    unit: 's',
  },
  { part, what: `${what}: phones lost`, value: lost, unit: '', aim: '0' },
  { part, what: `${what}: phones that had to restart`, value: reboots, unit: '', aim: '0' },
  { part, what: `${what}: CPU of Perch for each`, value: cpuMs, unit: 'ms' },
];

import type { PerchProcess } from '../support/perch-process.ts';
import type { SimPhones } from '../support/sim-phones.ts';
import { ask, inParallel, PIN } from './office.ts';
import { cpuSeconds } from './process-usage.ts';
import { latencyRows, type Row } from './report.ts';
import { makePlace, type Place } from './switching.ts';

const DESKS = 24;
const FIRST_NUMBER = 100;

/** Log in, until the phone is the user's; log out, until it is the desk's: at many desks at once, without a pause. */
export async function wholeSwitches(perch: PerchProcess, phones: SimPhones, seconds: number): Promise<Row[]> {
  const numbers = Array.from({ length: DESKS }, (_, index) => FIRST_NUMBER + index);
  const places = await inParallel(numbers, 4, (number) => makePlace(perch, phones, number));
  const ms: number[] = [];
  const pid = perch.child.pid ?? 0;
  const cpuBefore = cpuSeconds(pid);
  const startedMs = performance.now();
  const isOver = (): boolean => performance.now() - startedMs > seconds * 1_000;
  await Promise.all(places.map((place) => switchUntil(perch, place, { ms, isOver })));
  const cpuMs = ((cpuSeconds(pid) - cpuBefore) / ms.length) * 1_000;
  const aMinute = (ms.length / (performance.now() - startedMs)) * 60_000;
  const part = `${DESKS} desks at once`;
  return [
    {
      part,
      what: 'whole switches (phone downloaded and registered)',
      value: aMinute,
      unit: '/min',
      aim: '≥ 3,000',
    },
    { part, what: 'CPU of Perch for each, PIN hash of every second one included', value: cpuMs, unit: 'ms' },
    ...latencyRows(part, 'a whole switch', { ms }),
  ];
}

async function switchUntil(
  perch: PerchProcess,
  { desk, phone, user }: Place,
  { ms, isOver }: { ms: number[]; isOver: () => boolean },
): Promise<void> {
  for (let isIn = false; !isOver(); isIn = !isIn) {
    const startedMs = performance.now();
    if (isIn) await ask(perch, `POST /desks/${desk.id}/logout`);
    else await ask(perch, `POST /desks/${desk.id}/login`, { extension: user, pin: PIN });
    const wanted = isIn ? desk.extension : user;
    await phone.until(({ registeredAs }) => registeredAs === wanted);
    ms.push(performance.now() - startedMs);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import type { PerchProcess } from '../support/perch-process.ts';
import type { SimPhones } from '../support/sim-phones.ts';
import { ask, macOf, makeDesk, makeUser, PIN } from './office.ts';
import { latencyRows, type Row } from './report.ts';
import { whenOccupied } from './when-occupied.ts';

const ROUNDS = 100;
const CALLS = 8;
const PART = 'one switch';

export type Place = { desk: DeskView; phone: SimPhone; user: string };

/** A desk with a phone that is registered there, and a user who may log in. */
export async function makePlace(perch: PerchProcess, phones: SimPhones, number: number): Promise<Place> {
  const user = `${2_000 + number}`;
  await makeUser(perch, user);
  const desk = await makeDesk(perch, number);
  const phone = await phones.make(macOf(number));
  await phone.setUrl(desk.provisioningUrl);
  await phone.until(({ registeredAs }) => registeredAs === desk.extension);
  return { desk, phone, user };
}

/** How long one switch takes, by each door. */
export async function switching(perch: PerchProcess, phones: SimPhones): Promise<Row[]> {
  const place = await makePlace(perch, phones, 1);
  return [
    ...latencyRows(PART, 'API: POST login to its answer, PIN hash included', {
      ms: await byApi(perch, place),
    }),
    ...latencyRows(PART, 'QR: form POST to its answer, PIN hash included', {
      ms: await byForm(perch, place),
      aim: '≤ 100',
    }),
    ...(await untilThePhoneKnows(perch, place)),
    ...(await byCall(perch, place)),
    ...(await insideFigures(perch)),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

const logOut = (perch: PerchProcess, { desk }: Place): Promise<unknown> =>
  ask(perch, `POST /desks/${desk.id}/logout`);

const logIn = (perch: PerchProcess, { desk, user }: Place): Promise<unknown> =>
  ask(perch, `POST /desks/${desk.id}/login`, { extension: user, pin: PIN });

async function byApi(perch: PerchProcess, place: Place): Promise<number[]> {
  const ms: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ms.push(await timed(() => logIn(perch, place)));
    await logOut(perch, place);
  }
  return ms;
}

async function byForm(perch: PerchProcess, place: Place): Promise<number[]> {
  const url = place.desk.qrUrl.replace(/^https?:\/\/[^/]+/, perch.url);
  const ms: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const body = new URLSearchParams({ extension: place.user, pin: PIN });
    ms.push(
      await timed(async () => {
        const { status, headers } = await fetch(url, { method: 'POST', body, redirect: 'manual' });
        const isIn = status === 303 && !headers.get('location')?.includes('?');
        if (!isIn) throw new Error(`the form was refused: ${status} ${headers.get('location')}`);
      }),
    );
    await logOut(perch, place);
  }
  return ms;
}

/** From the POST to the NOTIFY at the phone, and to the phone that is the user's. */
async function untilThePhoneKnows(perch: PerchProcess, place: Place): Promise<Row[]> {
  const { phone, desk, user } = place;
  const toNotify: number[] = [];
  const toRegistered: number[] = [];
  await phone.until(({ registeredAs }) => registeredAs === desk.extension);
  for (let round = 0; round < CALLS; round += 1) {
    await sleep(300);
    phone.lastNotify = undefined;
    const startedMs = performance.now();
    const told = phone.until(({ lastNotify }) => lastNotify !== undefined);
    await logIn(perch, place);
    await told;
    toNotify.push(performance.now() - startedMs);
    await phone.until(({ registeredAs }) => registeredAs === user);
    toRegistered.push(performance.now() - startedMs);
    await logOut(perch, place);
    await phone.until(({ registeredAs }) => registeredAs === desk.extension);
  }
  return [
    ...latencyRows(PART, 'API: POST login to the NOTIFY at the phone', { ms: toNotify }),
    ...latencyRows(PART, 'API: POST login to the phone registered as the user', { ms: toRegistered }),
  ];
}

/** From the press of `#` (held for a tenth of a second) to the route, and from the end of the call to the NOTIFY. */
async function byCall(perch: PerchProcess, place: Place): Promise<Row[]> {
  const { phone, desk, user } = place;
  const toRoute: number[] = [];
  const toNotify: number[] = [];
  for (let round = 0; round < CALLS; round += 1) {
    const occupied = await whenOccupied(perch, desk);
    const call = await phone.dial(`*70${user}`);
    await call.until('talking');
    await sleep(500);
    await call.press(PIN);
    const pressedMs = performance.now();
    await call.press('#');
    toRoute.push((await occupied.atMs) - pressedMs);
    phone.lastNotify = undefined;
    await call.until('over');
    const overMs = performance.now();
    await phone.until(({ lastNotify }) => lastNotify !== undefined);
    toNotify.push(performance.now() - overMs);
    await phone.until(({ registeredAs }) => registeredAs === user);
    await logOut(perch, place);
    await phone.until(({ registeredAs }) => registeredAs === desk.extension);
  }
  return [
    ...latencyRows(PART, 'call: press of # (held 100 ms) to the route', { ms: toRoute }),
    ...latencyRows(PART, 'call: its end to the NOTIFY at the phone (1 s is meant)', { ms: toNotify }),
  ];
}

/** What the server itself counts: from the proof of the PIN to the switched route. */
async function insideFigures(perch: PerchProcess): Promise<Row[]> {
  const text = await (await fetch(`${perch.url}/metrics`)).text();
  const read = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  const count = read('perch_switch_seconds_count');
  const meanMs = (read('perch_switch_seconds_sum') / count) * 1_000;
  const buckets = [...text.matchAll(/^perch_switch_seconds_bucket\{le="([\d.]+)"\} (\d+)$/gm)];
  const within = buckets.find(([, , known]) => Number(known) >= 0.99 * count)?.[1];
  const what = 'inside: proof of the PIN to the route';
  return [
    { part: PART, what: `${what}, mean`, value: meanMs, unit: 'ms' },
    { part: PART, what: `${what}, 99% within`, value: Number(within) * 1_000, unit: 'ms', aim: '≤ 50' },
  ];
}

import type { PerchProcess } from '../support/perch-process.ts';
import { KAMAILIO_PASSWORD, kamailioMissing, startKamailio } from './kamailio.ts';
import { accountOfDesk, inParallel, makeDesk } from './office.ts';
import { cpuSeconds, residentMib } from './process-usage.ts';
import { type LoadAccount, registerLoad } from './register-load.ts';
import { median, percentile, type Row } from './report.ts';

const PHONES = 1_000;
const ROUNDS = 3;
const FIRST_NUMBER = 1_000;
const PART = 'registering';

type Figures = { aSecond: number; cpuMicros: number; p99Ms: number; lost: number };
type Target = { name: string; pid: number; port: number; accounts: readonly LoadAccount[] };

/** Registers a thousand phones, then refreshes them as fast as it goes, in turns with Kamailio. */
export async function registering(perch: PerchProcess, seconds: number): Promise<Row[]> {
  const pid = perch.child.pid ?? 0;
  const idleMib = residentMib(pid);
  const numbers = Array.from({ length: PHONES }, (_, index) => FIRST_NUMBER + index);
  const desks = await inParallel(numbers, 8, (number) => makeDesk(perch, number));
  const accounts = await inParallel(desks, 8, accountOfDesk);
  const beforeMib = residentMib(pid);
  const server = { host: '127.0.0.1', port: perch.sipPort };
  const first = await registerLoad({ server, accounts, window: 32 });
  const targets: Target[] = [{ name: 'Perch', pid, port: perch.sipPort, accounts }];
  await using kamailio = kamailioMissing === undefined ? await startKamailio() : undefined;
  if (kamailio !== undefined)
    targets.push({ name: 'Kamailio (memory only)', accounts: theirs(), ...kamailio });
  return [
    { part: 'memory', what: 'resident, idle', value: idleMib, unit: 'MiB' },
    { part: 'memory', what: 'resident, with 1,000 desks', value: beforeMib, unit: 'MiB' },
    { part: 'memory', what: 'resident, 1,000 phones registered', value: residentMib(pid), unit: 'MiB' },
    {
      part: PART,
      what: 'first registrations of 1,000 phones',
      value: first.registered / first.seconds,
      unit: '/s',
    },
    { part: PART, what: 'of them refused or lost', value: first.refused + first.lost, unit: '' },
    ...(await inTurns(targets, seconds)),
  ];
}

const theirs = (): LoadAccount[] =>
  Array.from({ length: PHONES }, (_, index) => {
    const user = `u${index}`;
    return { user, authName: user, password: KAMAILIO_PASSWORD };
  });

async function inTurns(targets: readonly Target[], seconds: number): Promise<Row[]> {
  const rounds = new Map<string, Figures[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets) {
      const figures = await oneRound(target, seconds);
      rounds.set(target.name, [...(rounds.get(target.name) ?? []), figures]);
    }
  }
  const rows = [...rounds].flatMap(([name, figures]) => rowsOf(name, figures));
  if (targets.length > 1) return [...rows, ...comparison(rounds)];
  const what = `Kamailio is not installed (${kamailioMissing})`;
  return [...rows, { part: PART, what, value: Number.NaN, unit: '' }];
}

async function oneRound({ pid, port, accounts }: Target, seconds: number): Promise<Figures> {
  const before = cpuSeconds(pid);
  const result = await registerLoad({ server: { host: '127.0.0.1', port }, accounts, seconds });
  const used = cpuSeconds(pid) - before;
  return {
    aSecond: result.registered / result.seconds,
    cpuMicros: (used / result.registered) * 1_000_000,
    p99Ms: percentile(result.ms, 0.99),
    lost: result.lost + result.refused,
  };
}

function rowsOf(name: string, figures: readonly Figures[]): Row[] {
  const middle = (read: (one: Figures) => number): number => median(figures.map(read));
  return [
    {
      part: PART,
      what: `${name}: REGISTER, 401, REGISTER, 200`,
      value: middle((one) => one.aSecond),
      unit: '/s',
    },
    { part: PART, what: `${name}: CPU for each`, value: middle((one) => one.cpuMicros), unit: 'µs' },
    { part: PART, what: `${name}: p99`, value: middle((one) => one.p99Ms), unit: 'ms' },
    { part: PART, what: `${name}: lost or refused`, value: middle((one) => one.lost), unit: '' },
  ];
}

function comparison(rounds: ReadonlyMap<string, readonly Figures[]>): Row[] {
  const [ours = Number.NaN, kamailio = Number.NaN] = [...rounds.values()].map((figures) =>
    median(figures.map(({ cpuMicros }) => cpuMicros)),
  );
  const what = 'CPU of Perch (stored) for that of Kamailio (memory)';
  return [{ part: PART, what, value: ours / kamailio, unit: '×', aim: '≤ 2' }];
}

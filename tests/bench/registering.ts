import type { PerchProcess } from '../support/perch-process.ts';
import { postgresMissing } from '../support/postgres.ts';
import { kamailioMissing } from './kamailio.ts';
import { accountOfDesk, inParallel, makeDesk } from './office.ts';
import { cpuSeconds, residentMib } from './process-usage.ts';
import { registerLoad } from './register-load.ts';
import { memoryKamailio, memoryRegistrar, type Registrar, storingKamailio } from './registrars.ts';
import { median, percentile, type Row } from './report.ts';

const PHONES = 1_000;
const ROUNDS = 3;
const FIRST_NUMBER = 1_000;
const PART = 'registering';

type Figures = { aSecond: number; cpuMicros: number; p99Ms: number; lost: number };

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
  const registeredMib = residentMib(pid);
  await using peers = new AsyncDisposableStack();
  const ours: Registrar = {
    ...{ name: 'Perch (stored)', pids: [pid], port: perch.sipPort, accounts },
    [Symbol.asyncDispose]: async () => {},
  };
  const registrars = [ours, peers.use(await memoryRegistrar(PHONES))];
  const missing = kamailioMissing ?? postgresMissing;
  if (missing === undefined)
    registrars.push(peers.use(await storingKamailio(PHONES)), peers.use(await memoryKamailio(PHONES)));
  const rows = await inTurns(registrars, seconds);
  return [
    { part: 'memory', what: 'resident, idle', value: idleMib, unit: 'MiB' },
    { part: 'memory', what: 'resident, with 1,000 desks', value: beforeMib, unit: 'MiB' },
    { part: 'memory', what: 'resident, 1,000 phones registered', value: registeredMib, unit: 'MiB' },
    {
      part: PART,
      what: 'first registrations of 1,000 phones',
      value: first.registered / first.seconds,
      unit: '/s',
    },
    { part: PART, what: 'of them refused or lost', value: first.refused + first.lost, unit: '' },
    ...rows,
    ...(missing === undefined
      ? []
      : [{ part: PART, what: `no peer: ${missing}`, value: Number.NaN, unit: '' }]),
  ];
}

async function inTurns(registrars: readonly Registrar[], seconds: number): Promise<Row[]> {
  const rounds = new Map<string, Figures[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const registrar of registrars) {
      const figures = await oneRound(registrar, seconds);
      rounds.set(registrar.name, [...(rounds.get(registrar.name) ?? []), figures]);
    }
  }
  return [
    ...[...rounds].flatMap(([name, figures]) => rowsOf(name, figures)),
    ...comparison(rounds, ['Perch (stored)', 'Kamailio (stored in PostgreSQL)']),
    ...comparison(rounds, ['Perch (memory only)', 'Kamailio (memory only)']),
  ];
}

async function oneRound({ pids, port, accounts }: Registrar, seconds: number): Promise<Figures> {
  const used = (): number => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const before = used();
  const result = await registerLoad({ server: { host: '127.0.0.1', port }, accounts, seconds });
  return {
    aSecond: result.registered / result.seconds,
    cpuMicros: ((used() - before) / result.registered) * 1_000_000,
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

function comparison(
  rounds: ReadonlyMap<string, readonly Figures[]>,
  [ours, theirs]: readonly [string, string],
): Row[] {
  const cpu = (name: string): number => median((rounds.get(name) ?? []).map(({ cpuMicros }) => cpuMicros));
  const what = `CPU of ${ours} for that of ${theirs}`;
  return [{ part: PART, what, value: cpu(ours) / cpu(theirs), unit: '×', aim: '≤ 2' }];
}

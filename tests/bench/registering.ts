import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { postgresMissing, startPostgres } from '../support/postgres.ts';
import { kamailioMissing } from './kamailio.ts';
import { accountOfDesk, inParallel, makeDesk } from './office.ts';
import { residentMib } from './process-usage.ts';
import { type LoadAccount, registerLoad } from './register-load.ts';
import {
  memoryKamailio,
  memoryRegistrar,
  perchItself,
  type Registrar,
  storingKamailio,
} from './registrars.ts';
import type { Row } from './report.ts';
import { comparison, figureRows, inTurns, noPeer } from './rounds.ts';

const PHONES = 1_000;
const FIRST_NUMBER = 1_000;
/** A busy morning's rush, whatever has been answered. */
const PACE = 12_000;
/** RFC 3261 17.1.1.1: whoever has not been answered by then sends again. */
const T1_MS = 500;
const PART = 'registering';
const WORK = 'REGISTER, 401, REGISTER, 200';

const STORED = 'Perch (stored)';
const STORED_IN_POSTGRES = 'Perch (stored in PostgreSQL)';
const THEIRS_STORED = 'Kamailio (stored in PostgreSQL)';

/** Registers a thousand phones, then refreshes them as fast as it goes, in turns with Kamailio. */
export async function registering(perch: PerchProcess, seconds: number): Promise<Row[]> {
  const pid = perch.child.pid ?? 0;
  const idleMib = residentMib(pid);
  const accounts = await furnish(perch);
  const beforeMib = residentMib(pid);
  const first = await registerLoad({
    server: { host: '127.0.0.1', port: perch.sipPort },
    accounts,
    window: 32,
  });
  const registeredMib = residentMib(pid);
  await using peers = new AsyncDisposableStack();
  const registrars = [perchItself(STORED, perch, accounts), peers.use(await memoryRegistrar(PHONES))];
  if (postgresMissing === undefined) registrars.push(peers.use(await onPostgres()));
  const missing = kamailioMissing ?? postgresMissing;
  if (missing === undefined)
    registrars.push(peers.use(await storingKamailio(PHONES)), peers.use(await memoryKamailio(PHONES)));
  const figures = await inTurns(registrars, async ({ port, accounts: own }) => {
    const load = { server: { host: '127.0.0.1', port }, accounts: own, seconds };
    const { registered, ...result } = await registerLoad(load);
    return { ...result, done: registered };
  });
  const paced = await inTurns(
    registrars.filter(({ name }) => name.endsWith('(memory only)')),
    async ({ port, accounts: own }) => {
      const load = { server: { host: '127.0.0.1', port }, accounts: own, seconds, perSecond: PACE };
      const { registered, ...result } = await registerLoad(load);
      const sentAgain = result.ms.filter((ms) => ms > T1_MS).length;
      return { ...result, done: registered, lost: result.lost + sentAgain };
    },
  );
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
    ...figureRows(PART, WORK, figures),
    ...comparison(PART, figures, { ours: STORED, theirs: THEIRS_STORED, aim: '≤ 0.4' }),
    ...comparison(PART, figures, { ours: STORED_IN_POSTGRES, theirs: THEIRS_STORED, aim: '≤ 0.4' }),
    ...comparison(PART, figures, {
      ...{ ours: 'Perch (memory only)', theirs: 'Kamailio (memory only)', aim: '≤ 1.0' },
    }),
    ...figureRows(`${PART} at ${PACE.toLocaleString('en')} a second`, WORK, paced),
    ...noPeer(PART, missing),
  ];
}

async function furnish(perch: PerchProcess): Promise<LoadAccount[]> {
  const numbers = Array.from({ length: PHONES }, (_, index) => FIRST_NUMBER + index);
  const desks = await inParallel(numbers, 8, (number) => makeDesk(perch, number));
  return inParallel(desks, 8, accountOfDesk);
}

/** Another Perch, on a PostgreSQL of its own that waits for its disk as Kamailio's does; its CPU counts as ours. */
async function onPostgres(): Promise<Registrar> {
  const postgres = await startPostgres({ isDurable: true, hasTcp: true });
  const env = { DATABASE_URL: await postgres.createDatabase() };
  const perch = await startPerch({ env });
  const registrar = perchItself(STORED_IN_POSTGRES, perch, await furnish(perch));
  const { port, accounts } = registrar;
  await registerLoad({ server: { host: '127.0.0.1', port }, accounts, window: 32 });
  return {
    ...registrar,
    pids: [...registrar.pids, postgres.pid],
    async [Symbol.asyncDispose]() {
      await perch[Symbol.asyncDispose]();
      await postgres.stop();
    },
  };
}

import { openDatabase } from '#db/client.ts';
import { openOffice } from '../support/office.ts';
import { startPerch } from '../support/perch-process.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { callLoad } from './call-load.ts';
import { accountsOf, furnish } from './many-desks.ts';
import { cpuSeconds, pin, SERVER_CORE } from './process-usage.ts';
import { type LoadAccount, registerLoad } from './register-load.ts';
import type { Row } from './report.ts';

const PART = 'growth';
const SECRET = 'a server key for the bench, long enough';
/** Those among them who call each other. */
const CALLERS = 100;

/** What a stored registration and a call cost where so many phones are registered: the whole product. */
export async function grownCalls(count: number, seconds: number): Promise<Row[]> {
  using folder = tempFolder();
  const accounts = await furnishedFolder(folder.path, count + CALLERS);
  await using perch = await startPerch({ env: { PERCH_DATA: folder.path, PERCH_SECRET: SECRET } });
  const pid = perch.child.pid ?? 0;
  pin(pid, SERVER_CORE);
  const server = { host: '127.0.0.1', port: perch.sipPort };
  const [callers, others] = [accounts.slice(0, CALLERS), accounts.slice(CALLERS)];
  const first = await registerLoad({ server, accounts: others });
  const [beforeAgain, again] = [cpuSeconds(pid), await registerLoad({ server, accounts: others, seconds })];
  const [beforeCalls, calls] = [cpuSeconds(pid), await callLoad({ server, accounts: callers, seconds })];
  const of = `${count.toLocaleString('en')} registered`;
  const micros = (fromS: number, toS: number, done: number): number => ((toS - fromS) / done) * 1_000_000;
  return [
    {
      ...{ part: PART, what: `${of}: CPU for each stored more`, unit: 'µs' },
      value: micros(beforeAgain, beforeCalls, again.registered),
    },
    {
      ...{ part: PART, what: `${of}: CPU for each call`, unit: 'µs' },
      value: micros(beforeCalls, cpuSeconds(pid), calls.calls),
    },
    {
      ...{ part: PART, what: `${of}: lost or refused in the whole product`, unit: '' },
      value: [first, again, calls].reduce((sum, { lost, refused }) => sum + lost + refused, 0),
    },
  ];
}

/** A data folder with so many free desks, and what their phones register with. */
async function furnishedFolder(dataFolder: string, desks: number): Promise<LoadAccount[]> {
  const database = await openDatabase({ url: undefined, dataFolder, onError: () => {} });
  await database.migrate();
  const { ctx } = await openOffice(database, SECRET);
  await furnish(database, ctx, desks);
  const accounts = await accountsOf(database, ctx);
  await database.close();
  return accounts;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { grownCalls } from './grown-calls.ts';
import { cpuSeconds, LOAD_CORE, pin, SERVER_CORE } from './process-usage.ts';
import { registerLoad } from './register-load.ts';
import { memoryRegistrar } from './registrars.ts';
import type { Row } from './report.ts';

const COUNTS = [100, 1_000, 10_000, 100_000];
/** Timer J lasts 64 times as long: what was answered is forgotten before memory is looked at. */
const T1_MS = 5;
const FORGOTTEN_AFTER_MS = 1_000;
const PART = 'growth';

/** What a registration costs in memory and CPU, and a call in CPU, from a hundred registrations to a hundred thousand. */
export async function* growth(seconds: number): AsyncGenerator<Row[]> {
  pin(process.pid, LOAD_CORE);
  for (const count of COUNTS) yield await grown(count, seconds);
  for (const count of COUNTS) yield await grownCalls(count, seconds);
}

async function grown(count: number, seconds: number): Promise<Row[]> {
  await using registrar = await memoryRegistrar(count, { t1Ms: T1_MS });
  const { port, accounts, pids } = registrar;
  const [pid = 0] = pids;
  pin(pid, SERVER_CORE);
  const server = { host: '127.0.0.1', port };
  const beforeBytes = await registrar.heapBytes();
  const first = await registerLoad({ server, accounts });
  await sleep(FORGOTTEN_AFTER_MS);
  const bytes = (await registrar.heapBytes()) - beforeBytes;
  const cpuBefore = cpuSeconds(pid);
  const again = await registerLoad({ server, accounts, seconds });
  const cpuMicros = ((cpuSeconds(pid) - cpuBefore) / again.registered) * 1_000_000;
  const of = `${count.toLocaleString('en')} registered`;
  return [
    { part: PART, what: `${of}: memory for each`, value: bytes / count, unit: 'B', aim: '≤ 2,048' },
    { part: PART, what: `${of}: CPU for each more`, value: cpuMicros, unit: 'µs' },
    { part: PART, what: `${of}: a second`, value: again.registered / again.seconds, unit: '/s' },
    { part: PART, what: `${of}: lost or refused`, value: lostOf(first) + lostOf(again), unit: '' },
  ];
}

const lostOf = ({ lost, refused }: { lost: number; refused: number }): number => lost + refused;

import { parseArgs } from 'node:util';
import { openEmbedded } from '../support/embedded-database.ts';
import { runFuzz } from './run-fuzz.ts';

/** One run of `npm run fuzz`, told to a parent that watches for a message which never ends. Node with `--expose-gc`. */
const { values } = parseArgs({
  options: { messages: { type: 'string' }, seed: { type: 'string' } },
});
const messages = Number(values.messages);
const seed = Number(values.seed);
const TELL_EVERY = 1_000;
/** What only warms up (code, caches that are bounded) is over by then. */
const WARM_SHARE = 0.2;

const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const opened = await openEmbedded();
await opened.database.migrate();
let warmMb = 0;
let toldAtMs = performance.now();
try {
  const report = await runFuzz(opened.database, {
    ...{ messages, seed },
    onMessage(number) {
      if (number === Math.floor(messages * WARM_SHARE)) warmMb = heapMb();
      if (number % TELL_EVERY !== 0 && performance.now() - toldAtMs < 1_000) return;
      toldAtMs = performance.now();
      process.send?.({ number });
    },
  });
  process.send?.({ report: { ...report, warmMb, endMb: heapMb() } });
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
} finally {
  await opened.database.close();
  await opened.stop();
}
process.disconnect();

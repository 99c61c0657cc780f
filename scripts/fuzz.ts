import './end-with-parent.ts';
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { giveUp } from './give-up.ts';

/**
 * `npm run fuzz [-- --messages N --seed S]`: spoiled messages through the whole SIP side and every parser. It fails on
 * a throw, on a message that takes too long, and on what stays behind: transactions, calls, memory.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});
const messages = Number(values.messages);
if (!Number.isInteger(messages) || messages < 1 || !/^\d{1,9}$/.test(values.seed))
  giveUp('npm run fuzz -- [--messages 1000000] [--seed 1]');

/** A message that has not come to its end by then never will. */
const HANGS_AFTER_MS = 60_000;
const GROWTH_MAX_MB = 30;
const TELL_EVERY_MS = 10_000;

type Report = {
  messages: number;
  answers: number;
  signed: number;
  slowestMs: number;
  left: { transactions: number; calls: number; subscriptions: number; ports: number };
  warmMb: number;
  endMb: number;
};

const startedMs = performance.now();
let heard = { number: 0, atMs: startedMs };
let toldMs = startedMs;
let report: Report | undefined;

const child = fork('tests/fuzz/main.ts', ['--messages', values.messages, '--seed', values.seed], {
  execArgv: ['--expose-gc'],
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('message', (message: { number?: number; report?: Report }) => {
  report ??= message.report;
  heard = { number: message.number ?? heard.number, atMs: performance.now() };
  if (heard.atMs - toldMs < TELL_EVERY_MS) return;
  toldMs = heard.atMs;
  console.log(`${heard.number} messages`);
});
const watchdog = setInterval(() => {
  if (performance.now() - heard.atMs < HANGS_AFTER_MS) return;
  console.error(`seed ${values.seed}: it hangs at message ${heard.number} or one of the 1,000 after it`);
  child.kill('SIGKILL');
}, 1_000);
child.once('exit', (code) => {
  clearInterval(watchdog);
  process.exit(code === 0 && report !== undefined && isGood(report) ? 0 : 1);
});

function isGood({ left, warmMb, endMb, ...counted }: Report): boolean {
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
  console.log(
    `seed ${values.seed}: ${counted.messages} messages in ${seconds} s, ${counted.signed} of them signed; ` +
      `${counted.answers} answers; slowest ${counted.slowestMs} ms`,
  );
  console.log(
    `left: ${left.transactions} transactions, ${left.calls} calls, ${left.subscriptions} subscriptions, ` +
      `${left.ports} media ports; ` +
      `heap ${warmMb.toFixed(1)} → ${endMb.toFixed(1)} MB`,
  );
  const isNothingLeft = Object.values(left).every((count) => count === 0);
  return isNothingLeft && endMb - warmMb < GROWTH_MAX_MB;
}

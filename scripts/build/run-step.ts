import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const END_WITH_PARENT = fileURLToPath(new URL('../end-with-parent.ts', import.meta.url));

type Options = { cwd: string; env: NodeJS.ProcessEnv };

/**
 * Runs a program on this Node, which is stopped when this process is.
 *
 * @throws Error with everything that it printed, if it fails
 */
export function runStep(args: string[], { cwd, env }: Options): Promise<void> {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...args], {
    cwd,
    env: { ...env, PERCH_LIFELINE: '3' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const stop = (signal: NodeJS.Signals): void => {
    child.kill('SIGTERM');
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, stop);
      if (code === 0) resolve();
      else reject(new Error(`This step failed: ${args.join(' ')}\n${output}`));
    });
  });
}

import './end-with-parent.ts';
import { spawn } from 'node:child_process';
import { ensureNextTypes } from './build/next-types.ts';
import { CHECKS } from './checks.ts';

/** `npm run verify`: what can be known in under a minute, before a commit. */
const steps = { ...CHECKS, tests: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'] };

await ensureNextTypes(process.cwd());
let failed = 0;
for (const [name, args] of Object.entries(steps)) {
  const startedAt = performance.now();
  const isGood = await run(args);
  if (!isGood) failed += 1;
  console.log(
    `${isGood ? 'ok' : 'FAILED'}: ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
}
process.exitCode = failed === 0 ? 0 : 1;

function run(args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

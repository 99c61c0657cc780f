import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeNextTsconfig } from './ensure-build.ts';
import { runStep } from './run-step.ts';

/** The types that Next makes from the routes, so that types can be checked before anything was built. */
export async function ensureNextTypes(checkout: string): Promise<void> {
  if (existsSync(join(checkout, 'next-env.d.ts'))) return;
  writeNextTsconfig(checkout);
  await runStep([join('node_modules', 'next', 'dist', 'bin', 'next'), 'typegen'], {
    cwd: checkout,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
}

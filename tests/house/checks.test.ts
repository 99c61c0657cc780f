import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { CHECKS, type Check } from '../../scripts/checks.ts';

const run = promisify(execFile);
const SHOWN_CHARACTERS = 6_000;

/** What a check printed when it failed, or undefined. */
async function complaints(check: Check): Promise<string | undefined> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  return run(process.execPath, [...CHECKS[check]], { env, maxBuffer: 64 * 1024 * 1024 }).then(
    () => undefined,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
  );
}

it.each(Object.keys(CHECKS) as Check[])('%s hold over the whole repository', async (check) => {
  const found = await complaints(check);
  if (found !== undefined) expect.fail(found.slice(0, SHOWN_CHARACTERS));
});

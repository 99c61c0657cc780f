import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCheckout, runIn } from '../support/checkout.ts';
import { freePort } from '../support/free-port.ts';
import { tempFolder } from '../support/temp-folder.ts';

const DIRECTLY = [process.execPath, 'scripts/run.js', 'start'];
const BY_NPM = ['npm', 'start'];

/** Rejects if somebody still listens. */
function listenOnce(port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

describe.each([
  ['npm start', BY_NPM],
  ['scripts/run.js', DIRECTLY],
])('%s', (_name, command) => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('leaves nothing behind after %s', async (signal) => {
    using folder = tempFolder();
    makeCheckout(folder.path);
    const port = await freePort();
    const { child, ended, lines, said } = runIn(folder.path, command, { PORT: `${port}` });
    await said('ready');
    child.kill(signal);
    // The pipes end when the last process that holds them has ended.
    await ended;
    if (signal !== 'SIGKILL') expect(lines).toContain(`stopped by ${signal}`);
    await listenOnce(port);
  });

  it('ends with the exit code of what it started', async () => {
    using folder = tempFolder();
    makeCheckout(folder.path);
    const { ended } = runIn(folder.path, command, { PORT: '0', EXIT_CODE: '7' });
    expect((await ended).code).toBe(7);
  });
});

describe('installing', () => {
  it('is done once, and again after it was interrupted', async () => {
    using folder = tempFolder();
    makeCheckout(folder.path);
    const env = { PORT: '0', EXIT_CODE: '0' };
    const start = async () => {
      const { ended, lines } = runIn(folder.path, DIRECTLY, env);
      await ended;
      return lines.filter((line) => line.startsWith('Installing'));
    };
    expect(await start()).toEqual(['Installing (first start only)…']);
    expect(existsSync(join(folder.path, 'node_modules', 'dependency'))).toBe(true);
    expect(await start()).toEqual([]);
    rmSync(join(folder.path, 'node_modules', '.package-lock.json'));
    expect(await start()).toEqual(['Installing what has changed…']);
  });

  it('is done by one of two that are started at once; the other waits for it', async () => {
    using folder = tempFolder();
    makeCheckout(folder.path);
    const runs = [1, 2].map(() => runIn(folder.path, DIRECTLY, { PORT: '0' }));
    await Promise.all(runs.map(({ said }) => said('ready')));
    for (const { child } of runs) child.kill('SIGTERM');
    await Promise.all(runs.map(({ ended }) => ended));
    const lines = runs.flatMap((run) => run.lines);
    expect(lines.filter((line) => line.startsWith('Installing'))).toHaveLength(1);
  });

  it('says in plain words what cannot be', async () => {
    using folder = tempFolder();
    makeCheckout(folder.path);
    rmSync(join(folder.path, 'package-lock.json'));
    const { ended, lines } = runIn(folder.path, DIRECTLY);
    expect((await ended).code).toBe(1);
    expect(lines.at(-1)).toMatch(/^Installing failed: /);
  });
});

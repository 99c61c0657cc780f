import { describe, expect, it } from 'vitest';
import { runIn } from '../support/checkout.ts';
import { freePort } from '../support/free-port.ts';
import { freeEnvironment } from '../support/perch-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const isRefused = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  );

describe('npm run demo', () => {
  it('opens an office, goes, and opens it again', async () => {
    using folder = tempFolder();
    const simPort = await freePort();
    const env = { ...(await freeEnvironment()), PNP: 'on', PERCH_DATA: folder.path, SIM_PORT: `${simPort}` };
    const addresses = [`http://127.0.0.1:${env.PORT}/healthz`, `http://127.0.0.1:${simPort}/`];
    for (let time = 0; time < 2; time += 1) {
      const { child, ended, said, lines } = runIn('.', ['npm', 'run', 'demo'], env);
      await said('The demo office is open.');
      for (const address of addresses) expect((await fetch(address)).status).toBe(200);
      expect(lines.join('\n')).toMatch(/Window desk +http:\/\/127\.0\.0\.1:\d+\/d\//);
      child.kill('SIGTERM');
      // The pipes end when the last process that holds them has ended.
      await ended;
      for (const address of addresses) expect(await isRefused(address)).toBe(true);
    }
  });
});

import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { freeEnvironment, startCommand, startPerch } from '../support/perch-process.ts';
import { postgresMissing, startPostgres } from '../support/postgres.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Long before a build could have ended. */
const SOON_MS = 10_000;
/** In order, with calls told and streams ended. */
const STOPS_WITHIN_MS = 5_000;

async function outcome(environment: Record<string, string>) {
  const { child, output } = startCommand(environment);
  const [code] = await once(child, 'close');
  return { code, lines: output().trim().split('\n') };
}

const isRefused = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  );

describe('npm start', () => {
  it('serves, says where, and SIGTERM to npm stops all of it in order', async () => {
    await using perch = await startPerch({ byNpm: true });
    expect(perch.output()).toContain(perch.url);
    expect((await perch.api('GET', '/desks')).status).toBe(200);
    const closed = once(perch.child, 'close');
    const stopAt = performance.now();
    perch.child.kill('SIGTERM');
    await closed;
    expect(performance.now() - stopAt).toBeLessThan(STOPS_WITHIN_MS);
    expect(await isRefused(perch.url)).toBe(true);
  });

  it('stops although somebody is in the middle of a request', async () => {
    await using perch = await startPerch();
    const slow = connect(Number(new URL(perch.url).port), '127.0.0.1');
    slow.on('error', () => {});
    slow.write('POST /api/v1/users HTTP/1.1\r\nHost: perch\r\nContent-Length: 1000\r\n\r\n{');
    await once(slow, 'connect');
    const stopAt = performance.now();
    expect(await perch.end('SIGTERM')).toBe(0);
    expect(performance.now() - stopAt).toBeLessThan(STOPS_WITHIN_MS);
    slow.destroy();
  });

  it('keeps what it acknowledged when it is killed, and starts again on it', async () => {
    await using perch = await startPerch();
    const body = { extension: '101', name: 'Ada', pin: '4711', hotDesking: true };
    expect((await perch.api('POST', '/users', body)).status).toBe(201);
    await perch.end('SIGKILL');
    const again = await perch.startAgain();
    expect((await again.api('GET', '/users/101')).body).toMatchObject({ extension: '101', name: 'Ada' });
    await again.end();
  });

  it('a second one on the same data says so and stops, and the first goes on', async () => {
    await using perch = await startPerch();
    const { code, lines } = await outcome({ ...(await freeEnvironment()), PERCH_DATA: perch.dataFolder });
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^PERCH_DATA: .* is in use by another Perch/);
    expect((await fetch(`${perch.url}/healthz`)).status).toBe(200);
  });

  it('says which port is taken, and stops', async () => {
    await using perch = await startPerch();
    using folder = tempFolder();
    const environment = { ...(await freeEnvironment()), PERCH_DATA: folder.path };
    const { code, lines } = await outcome({ ...environment, PORT: new URL(perch.url).port });
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^PORT: /);
    const sip = await outcome({ ...environment, SIP_PORT: `${perch.sipPort}` });
    expect(sip.code).toBe(1);
    expect(sip.lines.at(-1)).toMatch(/^SIP_PORT: /);
  });
});

describe.skipIf(postgresMissing !== undefined)(`npm start on PostgreSQL ${postgresMissing ?? ''}`, () => {
  it('keeps everything there, and nothing but its key beside', async () => {
    const server = await startPostgres();
    const database = { DATABASE_URL: await server.createDatabase() };
    const perch = await startPerch({ env: database });
    const body = { extension: '101', name: 'Ada', pin: '4711', hotDesking: true };
    expect((await perch.api('POST', '/users', body)).status).toBe(201);
    await perch.end('SIGKILL');
    const again = await perch.startAgain();
    expect((await again.api('GET', '/users/101')).status).toBe(200);
    expect(readdirSync(perch.dataFolder)).not.toContain('db');
    await again[Symbol.asyncDispose]();
    await server.stop();
  });
});

describe('a bad environment', () => {
  it('a database that nobody serves is named, without its password', async () => {
    using folder = tempFolder();
    const DATABASE_URL = `postgres://perch:hunter2@127.0.0.1:${await freePort()}/perch`;
    const { code, lines } = await outcome({
      ...(await freeEnvironment()),
      PERCH_DATA: folder.path,
      DATABASE_URL,
    });
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^DATABASE_URL: the database cannot be used: .*ECONNREFUSED/);
    expect(lines.join()).not.toContain('hunter2');
  });

  it(
    'is told at once, all of it, one line each, before anything is built',
    async () => {
      const { code, lines } = await outcome({ PORT: 'eighty', PNP: 'perhaps', PERCH_API_TOKEN: 'short' });
      expect(code).toBe(1);
      expect(lines.map((line) => line.split(':')[0])).toEqual(['PORT', 'PNP', 'PERCH_API_TOKEN']);
    },
    SOON_MS,
  );
});

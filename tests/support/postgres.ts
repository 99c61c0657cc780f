import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { freePort } from './free-port.ts';

export type PostgresServer = {
  /** Of the shell that keeps the server: the server's processes are its children. */
  readonly pid: number;
  /** A new, empty database. Answers its `DATABASE_URL`. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
};

/** Runs a program until our end of the pipe closes, which it does if the tests are killed as well. */
const UNTIL_STDIN_ENDS = '"$@" & cat > /dev/null; kill -INT $!; wait';

const DEBIAN = '/usr/lib/postgresql';

function programs(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined;
  const newest = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a))[0];
  const folder = newest === undefined ? undefined : join(DEBIAN, newest, 'bin');
  return folder !== undefined && existsSync(join(folder, 'initdb')) ? folder : undefined;
}

/** Why tests on PostgreSQL cannot run here, or undefined. */
export const postgresMissing: string | undefined = whyMissing('postgresql');

type Options = {
  /** Waits for the disk, as one that people trust does. */
  isDurable?: boolean;
  /** Also listens on a free port of the loopback, for programs that know no sockets. */
  hasTcp?: boolean;
};

/** Debian's PostgreSQL in a temporary folder, on a socket of its own. It must not run as root. */
export async function startPostgres(wanted: Options = {}): Promise<PostgresServer> {
  const bin = programs();
  if (bin === undefined) throw new Error(postgresMissing);
  const folder = mkdtempSync(join(tmpdir(), 'perch-pg-'));
  const asUser = process.getuid?.() === 0 ? idsOf('postgres') : {};
  if (asUser.uid !== undefined && asUser.gid !== undefined) chownSync(folder, asUser.uid, asUser.gid);
  const options = { ...asUser, cwd: folder, stdio: 'ignore' as const };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-N'],
    options,
  );
  const port = wanted.hasTcp === true ? await freePort() : 5432;
  const settings = [
    `listen_addresses=${wanted.hasTcp === true ? '127.0.0.1' : ''}`,
    `fsync=${wanted.isDurable === true ? 'on' : 'off'}`,
  ].flatMap((setting) => ['-c', setting]);
  const args = ['-D', join(folder, 'data'), '-k', folder, '-p', `${port}`, ...settings];
  const server = spawn('sh', ['-c', UNTIL_STDIN_ENDS, 'sh', join(bin, 'postgres'), ...args], {
    ...options,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const url = (database: string) =>
    wanted.hasTcp === true
      ? `postgresql://postgres@127.0.0.1:${port}/${database}`
      : `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`;
  await untilReady(url('postgres'));
  let made = 0;
  return {
    pid: server.pid ?? 0,
    async createDatabase() {
      made += 1;
      const name = `perch_${made}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    async stop() {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.stdin?.end();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idsOf(user: string): { uid?: number; gid?: number } {
  const read = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: read('-u'), gid: read('-g') };
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('PostgreSQL did not start');
}

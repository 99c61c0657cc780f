import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../support/free-port.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PROGRAM = '/usr/sbin/kamailio';
const TABLES = '/usr/share/kamailio/postgres';
export const kamailioMissing =
  existsSync(PROGRAM) && existsSync(TABLES)
    ? undefined
    : 'apt-get install kamailio kamailio-postgres-modules';
export const KAMAILIO_PASSWORD = 'the-same-for-all';

const IN_MEMORY = 'modparam("usrloc", "db_mode", 0)';
/** Write-through: the database has it before the 200 goes out. */
const stored = (url: string): string =>
  [
    'loadmodule "db_postgres.so"',
    'modparam("usrloc", "db_mode", 1)',
    `modparam("usrloc", "db_url", "${url}")`,
  ].join('\n');

/** A registrar with digest (qop=auth), and nothing else. */
const configuration = (port: number, location: string): string => `#!KAMAILIO
debug=-1
log_stderror=yes
children=2
auto_aliases=no
listen=udp:127.0.0.1:${port}
disable_tcp=yes
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "auth.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
${location}
modparam("auth", "qop", "auth")
request_route {
  if (method == "REGISTER") {
    if (!pv_www_authenticate("perch", "${KAMAILIO_PASSWORD}", "0")) {
      www_challenge("perch", "1");
      exit;
    }
    save("location");
    exit;
  }
  sl_send_reply("405", "Only REGISTER");
}
`;

export type Kamailio = AsyncDisposable & { port: number; pid: number };

/** @param databaseUrl an empty PostgreSQL database for what it stores; in memory without */
export async function startKamailio(databaseUrl?: string): Promise<Kamailio> {
  if (databaseUrl !== undefined) await makeTables(databaseUrl);
  const folder = tempFolder();
  const port = await freePort();
  const file = join(folder.path, 'kamailio.cfg');
  const location =
    databaseUrl === undefined ? IN_MEMORY : stored(databaseUrl.replace(/^postgresql/, 'postgres'));
  writeFileSync(file, configuration(port, location));
  const args = ['-f', file, '-DD', '-E', '-P', join(folder.path, 'pid'), '-Y', folder.path];
  const child: ChildProcess = spawn(PROGRAM, args, { stdio: 'ignore' });
  await sleep(1_500);
  if (child.exitCode !== null || child.pid === undefined) throw new Error('kamailio did not start');
  return {
    port,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      folder[Symbol.dispose]();
    },
  };
}

async function makeTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const name of ['standard', 'usrloc'])
    await client.query(readFileSync(join(TABLES, `${name}-create.sql`), 'utf8'));
  await client.end();
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { hasKamailio, type KamailioProcess, runKamailio } from '../support/kamailio.ts';

const TABLES = '/usr/share/kamailio/postgres';
export const kamailioMissing =
  hasKamailio && existsSync(TABLES) ? undefined : 'apt-get install kamailio kamailio-postgres-modules';
export const KAMAILIO_PASSWORD = 'the-same-for-all';

const IN_MEMORY = 'modparam("usrloc", "db_mode", 0)';
/** Write-through: the database has it before the 200 goes out. */
const stored = (url: string): string =>
  [
    'loadmodule "db_postgres.so"',
    'modparam("usrloc", "db_mode", 1)',
    `modparam("usrloc", "db_url", "${url}")`,
  ].join('\n');

/** A registrar with digest (qop=auth), and a stateful proxy of calls between what is registered; nothing else. */
const configuration = (location: string): string => `loadmodule "maxfwd.so"
${location}
request_route {
  if (method == "REGISTER") {
    if (!pv_www_authenticate("perch", "${KAMAILIO_PASSWORD}", "0")) {
      www_challenge("perch", "1");
      exit;
    }
    save("location");
    exit;
  }
  if (!mf_process_maxfwd_header("70")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (method == "ACK") { if (t_check_trans()) { t_relay(); } exit; }
    sl_send_reply("481", "No such call");
    exit;
  }
  if (method != "INVITE") { sl_send_reply("405", "Only calls"); exit; }
  if (!pv_proxy_authenticate("perch", "${KAMAILIO_PASSWORD}", "0")) {
    proxy_challenge("perch", "1");
    exit;
  }
  consume_credentials();
  record_route();
  if (!lookup("location")) { sl_send_reply("480", "Nobody there"); exit; }
  t_relay();
}
`;

export type Kamailio = KamailioProcess;

/** @param databaseUrl an empty PostgreSQL database for what it stores; in memory without */
export async function startKamailio(databaseUrl?: string): Promise<Kamailio> {
  if (databaseUrl !== undefined) await makeTables(databaseUrl);
  const location =
    databaseUrl === undefined ? IN_MEMORY : stored(databaseUrl.replace(/^postgresql/, 'postgres'));
  return runKamailio(configuration(location));
}

async function makeTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const name of ['standard', 'usrloc'])
    await client.query(readFileSync(join(TABLES, `${name}-create.sql`), 'utf8'));
  await client.end();
}

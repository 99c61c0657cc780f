import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PROGRAM = '/usr/sbin/kamailio';
export const kamailioMissing = existsSync(PROGRAM) ? undefined : 'apt-get install kamailio';
export const KAMAILIO_PASSWORD = 'the-same-for-all';

/** A registrar in memory with digest (qop=auth), the fastest that Kamailio can be. */
const configuration = (port: number): string => `#!KAMAILIO
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
modparam("usrloc", "db_mode", 0)
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

export async function startKamailio(): Promise<Kamailio> {
  const folder = tempFolder();
  const port = await freePort();
  const file = join(folder.path, 'kamailio.cfg');
  writeFileSync(file, configuration(port));
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

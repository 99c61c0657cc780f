import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';

const PROGRAM = '/usr/sbin/kamailio';
const STARTS_WITHIN_MS = 20_000;
/** Transactions stay for seconds: the 64 MiB that it has by itself hold 3,000 calls, and then it stands still. */
const SHARED_MIB = '2048';

const MODULES = ['sl', 'tm', 'rr', 'pv', 'siputils', 'auth', 'usrloc', 'registrar'];

/** What every configuration here begins with: UDP on the loopback, digest with qop=auth. */
const beginning = (port: number): string =>
  [
    ...['#!KAMAILIO', 'debug=-1', 'log_stderror=yes', 'children=2', 'auto_aliases=no'],
    ...[`listen=udp:127.0.0.1:${port}`, 'disable_tcp=yes'],
    ...MODULES.map((name) => `loadmodule "${name}.so"`),
    'modparam("auth", "qop", "auth")',
    '',
  ].join('\n');

export const hasKamailio = existsSync(PROGRAM);

export type KamailioProcess = AsyncDisposable & { readonly port: number; readonly pid: number };

/**
 * Kamailio on a free UDP port of the loopback; its sockets are open when this resolves.
 *
 * @param configuration what comes after modules, addresses and digest
 */
export async function runKamailio(configuration: string): Promise<KamailioProcess> {
  const folder = tempFolder();
  const port = await freePort();
  const [file, pidFile] = [join(folder.path, 'kamailio.cfg'), join(folder.path, 'pid')];
  writeFileSync(file, beginning(port) + configuration);
  const args = ['-f', file, '-m', SHARED_MIB, '-DD', '-E', '-P', pidFile, '-Y', folder.path];
  const child: ChildProcess = spawn(PROGRAM, args, { stdio: 'ignore' });
  const isGone = (): boolean => child.exitCode !== null || child.pid === undefined;
  for (let waitedMs = 0; !existsSync(pidFile) && !isGone() && waitedMs < STARTS_WITHIN_MS; waitedMs += 50)
    await sleep(50);
  if (isGone() || child.pid === undefined) throw new Error('kamailio did not start');
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

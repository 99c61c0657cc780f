import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PhoneAccount } from '#server/sim/phone-settings.ts';
import { freePort } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';

const scenarios = fileURLToPath(new URL('../interop/sipp/', import.meta.url));
const ENDS_WITHIN_SECONDS = 60;

type Run = {
  /** A file of tests/interop/sipp, without its ending. */
  scenario: string;
  account: PhoneAccount;
  /** Where it sends from; a free port by default. */
  port?: number;
  transport?: 'udp' | 'tcp';
};

export type SippRun = {
  readonly child: ChildProcess;
  /** Resolves when every message came as the scenario says. @rejects with what was wrong otherwise */
  succeeded(): Promise<void>;
};

/** One call of a scenario against the registrar of the account. */
export async function startSipp({ scenario, account, port, transport = 'udp' }: Run): Promise<SippRun> {
  const folder = tempFolder();
  const { server, user, authName, password } = account;
  const fields = join(folder.path, 'fields.csv');
  // sipp expands no field within [authentication]: the whole of it is one.
  writeFileSync(fields, `SEQUENTIAL\n${user};[authentication username=${authName} password=${password}]\n`);
  const errors = join(folder.path, 'errors.log');
  const args = [
    ...[`${server.host}:${server.port}`, '-sf', join(scenarios, `${scenario}.xml`), '-inf', fields],
    ...['-i', '127.0.0.1', '-p', `${port ?? (await freePort())}`, '-t', transport === 'udp' ? 'u1' : 't1'],
    ...[
      '-mp',
      `${await freePort()}`,
      '-m',
      '1',
      '-l',
      '1',
      '-nostdin',
      '-timeout',
      `${ENDS_WITHIN_SECONDS}s`,
    ],
    ...['-timeout_error', '-trace_err', '-error_file', errors],
  ];
  const child = spawn('sipp', args, { cwd: folder.path, stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    child,
    async succeeded() {
      const [code] = await ended;
      const trouble = existsSync(errors) ? readFileSync(errors, 'utf8') : '';
      folder[Symbol.dispose]();
      if (code !== 0) throw new Error(`sipp ${scenario} ended with ${code}\n${trouble.slice(0, 4_000)}`);
    },
  };
}

export const runSipp = async (run: Run): Promise<void> => (await startSipp(run)).succeeded();

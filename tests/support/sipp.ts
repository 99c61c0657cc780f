import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PhoneAccount } from '#server/sim/makes/make.ts';
import { freePort } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';

const scenarios = fileURLToPath(new URL('../interop/sipp/', import.meta.url));
/** Before a test gives up: what sipp waited for is told. */
const ENDS_WITHIN_SECONDS = 25;

type Run = {
  /** A file of tests/interop/sipp, without its ending, or the scenario itself. */
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
  const isWritten = scenario.startsWith('<');
  const file = isWritten ? join(folder.path, 'scenario.xml') : join(scenarios, `${scenario}.xml`);
  if (isWritten) writeFileSync(file, scenario);
  const [errors, messages] = [join(folder.path, 'errors.log'), join(folder.path, 'messages.log')];
  const args = [
    ...[`${server.host}:${server.port}`, '-sf', file, '-inf', fields],
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
    ...['-timeout_error', '-trace_err', '-error_file', errors, '-trace_msg', '-message_file', messages],
  ];
  const child = spawn('sipp', args, { cwd: folder.path, stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    child,
    async succeeded() {
      const [code] = await ended;
      const trouble = `${textOf(errors).slice(0, 3_000)}\n${textOf(messages).slice(-3_000)}`;
      folder[Symbol.dispose]();
      if (code !== 0) throw new Error(`sipp ${file} ended with ${code}\n${trouble}`);
    },
  };
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

export const runSipp = async (run: Run): Promise<void> => (await startSipp(run)).succeeded();

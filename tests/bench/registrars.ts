import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { rfcTimers } from '#server/sip/transaction/timers.ts';
import type { PerchProcess } from '../support/perch-process.ts';
import { startPostgres } from '../support/postgres.ts';
import { KAMAILIO_PASSWORD, startKamailio } from './kamailio.ts';
import type { MemoryRegistrarReady, MemoryRegistrarUsage } from './memory-registrar.ts';
import type { LoadAccount } from './register-load.ts';

/** A registrar under load; `pids` are all whose CPU it costs. */
export type Registrar = AsyncDisposable & {
  name: string;
  pids: number[];
  port: number;
  accounts: readonly LoadAccount[];
};

/** The whole product, which somebody else starts and stops. */
export function perchItself(name: string, perch: PerchProcess, accounts: readonly LoadAccount[]): Registrar {
  return {
    ...{ name, pids: [perch.child.pid ?? 0], port: perch.sipPort, accounts },
    [Symbol.asyncDispose]: async () => {},
  };
}

export type MemoryRegistrar = Registrar & {
  /** After everything that can be forgotten has been, in bytes. */
  heapBytes(): Promise<number>;
};

/** Ours without its database. `t1Ms`: see RFC 3261 17.1.1.1; a small one forgets soon what was answered. */
export async function memoryRegistrar(
  phones: number,
  { t1Ms = rfcTimers.t1 } = {},
): Promise<MemoryRegistrar> {
  const program = fileURLToPath(new URL('./memory-registrar.ts', import.meta.url));
  const child = fork(program, [`${phones}`, `${t1Ms}`], { execArgv: ['--expose-gc'] });
  const [ready] = (await once(child, 'message')) as [MemoryRegistrarReady];
  return {
    name: 'Perch (memory only)',
    pids: [child.pid ?? 0],
    ...ready,
    async heapBytes() {
      child.send('how much?');
      const [{ heapBytes }] = (await once(child, 'message')) as [MemoryRegistrarUsage];
      return heapBytes;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** Kamailio in memory: the fastest that it can be. */
export async function memoryKamailio(phones: number): Promise<Registrar> {
  const kamailio = await startKamailio();
  return {
    ...{ name: 'Kamailio (memory only)', pids: [kamailio.pid], port: kamailio.port },
    accounts: theirAccounts(phones),
    [Symbol.asyncDispose]: () => kamailio[Symbol.asyncDispose](),
  };
}

/** Kamailio writing every registration through to PostgreSQL before it says 200, as we do. */
export async function storingKamailio(phones: number): Promise<Registrar> {
  const postgres = await startPostgres({ isDurable: true, hasTcp: true });
  const kamailio = await startKamailio(await postgres.createDatabase());
  return {
    name: 'Kamailio (stored in PostgreSQL)',
    pids: [kamailio.pid, postgres.pid],
    port: kamailio.port,
    accounts: theirAccounts(phones),
    async [Symbol.asyncDispose]() {
      await kamailio[Symbol.asyncDispose]();
      await postgres.stop();
    },
  };
}

const theirAccounts = (phones: number): LoadAccount[] =>
  Array.from({ length: phones }, (_, index) => {
    const user = `u${index}`;
    return { user, authName: user, password: KAMAILIO_PASSWORD };
  });

import { openDatabase } from '#db/client.ts';
import { Authenticator } from '#server/pbx/authenticate.ts';
import { Directory } from '#server/pbx/directory.ts';
import { Locations } from '#server/pbx/locations.ts';
import { Registrar } from '#server/pbx/registrar.ts';
import { systemClock } from '#server/ports/clock.ts';
import { silentLog } from '#server/ports/log.ts';
import { systemRandom } from '#server/ports/random.ts';
import { systemScheduler } from '#server/ports/scheduler.ts';
import { createSipEngine } from '#server/sip/engine.ts';
import { rfcTimers } from '#server/sip/transaction/timers.ts';
import { SipStack } from '#server/sip/transport/stack.ts';
import { openUdp } from '#server/sip/transport/udp.ts';
import { openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { accountsOf, furnish } from './many-desks.ts';
import type { LoadAccount } from './register-load.ts';

/** What the process tells its parent: where it is, and whenever it is asked how much memory it uses, in bytes. */
export type MemoryRegistrarReady = { port: number; accounts: LoadAccount[] };
export type MemoryRegistrarUsage = { heapBytes: number };

/** Our registrar with all that a REGISTER passes through, but for the database: nothing is stored. */
const DESKS = Number(process.argv[2]);
/** RFC 3261's T1 unless another is wanted: then what was answered is forgotten sooner. */
const T1_MS = Number(process.argv[3] ?? rfcTimers.t1);
using folder = tempFolder();
const database = await openDatabase({ url: undefined, dataFolder: folder.path, onError: () => {} });
await database.migrate();
const { ctx } = await openOffice(database);
await furnish(database, ctx, DESKS);
await database.keepHouse();
const hotdesk = { ...ctx, clock: systemClock, random: systemRandom };
const directory = new Directory(hotdesk);
await directory.load();
const accounts = await accountsOf(database, ctx);
await database.close();

const stack = new SipStack(systemClock, systemScheduler);
const registrar = new Registrar({
  authenticator: new Authenticator({ directory, ...hotdesk }),
  directory,
  locations: new Locations(),
  writer: { write: async () => {} },
  clock: systemClock,
  log: silentLog,
  mayAnswer: () => true,
  onRegistered: () => {},
  onEndedCredential: () => {},
  onRefused: () => {},
});
const udp = await openUdp({ address: '127.0.0.1', port: 0, user: stack });
stack.add(udp);
stack.drive(
  createSipEngine({
    random: systemRandom,
    user: { onRequest: (transaction, nowMs) => void registrar.receive(transaction, nowMs), onAck: () => {} },
    send: (flow, bytes) => stack.send(flow, bytes),
    sentBy: () => ({ host: '127.0.0.1', port: udp.local.port }),
    timers: { ...rfcTimers, t1: T1_MS },
  }),
);
const ready: MemoryRegistrarReady = { port: udp.local.port, accounts };
process.send?.(ready);
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const usage: MemoryRegistrarUsage = { heapBytes: heapUsed + external };
  process.send?.(usage);
});
process.once('disconnect', () => process.exit());

import { readFileSync } from 'node:fs';
import { type Database, DatabaseUnreachable, openDatabase } from '#db/client.ts';
import { DataFolderInUse, DataFolderUnusable } from '#db/embedded/lock.ts';
import { WatchedCertificate } from './certificate-files.ts';
import { checkList } from './checklist.ts';
import { type Env, loadEnv } from './env.ts';
import { createArgon2Hasher } from './hotdesk/argon2-hasher.ts';
import type { HotdeskDeps } from './hotdesk/context.ts';
import { createDerivedSecrets } from './hotdesk/derived-secrets.ts';
import { isHotdeskError } from './hotdesk/errors.ts';
import { allFirmwareIds } from './hotdesk/firmware/files.ts';
import { ensureInstallation, setUpFromEnvironment } from './hotdesk/installation.ts';
import { countOpenDeskSessions } from './hotdesk/overview.ts';
import { sweep } from './hotdesk/sweep.ts';
import { createJsonLog } from './log-json.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { takesNoCall } from './pbx/gateways/gateway-line.ts';
import { PortTaken } from './port-taken.ts';
import { systemClock } from './ports/clock.ts';
import { type Log, reasonOf } from './ports/log.ts';
import { systemRandom } from './ports/random.ts';
import { systemScheduler } from './ports/scheduler.ts';
import { FirmwareFolder } from './provisioning/firmware-store.ts';
import { createHttps } from './rps/https.ts';
import { providerKinds } from './rps/kinds.ts';
import { serverKey } from './server-key.ts';
import { gatewayStateOf, type SipSide, startSip } from './start-sip.ts';
import { startWeb, type WebSide } from './start-web.ts';
import { startWorkers, type Worker } from './start-workers.ts';
import { createMetrics } from './web/metrics.ts';
import { setRuntime } from './web/runtime.ts';
import { settlingObserver } from './web/settling-observer.ts';

const SWEEP_EVERY_MS = 10 * 60_000;
const VACUUM_EVERY_MS = 60_000;
/** Whatever hangs, the process is gone by then. */
const STOP_WITHIN_MS = 5_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function giveUp(...lines: string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
}

const read = loadEnv();
if (!read.ok) giveUp(...read.error);
await run(read.value).catch((error: unknown) => {
  const expected = [PortTaken, DataFolderInUse, DataFolderUnusable, DatabaseUnreachable];
  const isForPeople = expected.some((kind) => error instanceof kind) || isHotdeskError(error);
  giveUp(isForPeople && error instanceof Error ? error.message : `Perch could not start: ${reasonOf(error)}`);
});

/** The only place that knows everything: builds the parts, joins them, and stops them in order. */
async function run(env: Env): Promise<void> {
  const log = createJsonLog({
    write: (line) => process.stderr.write(line),
    nowMs: Date.now,
    level: env.logLevel,
  });
  const certificate = env.tls && new WatchedCertificate({ ...env.tls, log });
  const database = await openDatabase({
    url: env.databaseUrl,
    dataFolder: env.dataFolder,
    onError: (error) => log.warn('a database connection failed', { error: reasonOf(error) }),
  });
  await database.migrate();
  await database.keepHouse();
  const outbox = await createOutbox({ ...database, scheduler: systemScheduler, log });
  const metrics = createMetrics({
    registeredBindings: () => sip?.pbx.locations.count(Date.now()) ?? 0,
    gatewaysDown: () => sip?.pbx.gatewayStates().filter(takesNoCall).length ?? 0,
    sipSubscriptions: () => sip?.pbx.subscriptionCount ?? 0,
    openDeskSessions: () => countOpenDeskSessions(database.db),
  });
  outbox.subscribe(settlingObserver(metrics, systemClock));
  const hotdesk = { ...makeHotdesk(env, database, outbox), observer: metrics };
  await setUpFromEnvironment(hotdesk, env.firstStart);
  const { setupToken } = await ensureInstallation(hotdesk);
  const firmware = new FirmwareFolder(env.dataFolder);
  const https = createHttps();
  const rps = { kinds: providerKinds, endpoints: env.rpsEndpoints, send: https.send };
  const stopping = new AbortController();
  const isReady = { sip: !env.roles.has('sip'), web: !env.roles.has('web') };
  const sip = env.roles.has('sip')
    ? await startSip({ env, certificate, hotdesk, scheduler: systemScheduler, log, metrics })
    : undefined;
  if (sip !== undefined) outbox.subscribe((event) => sip.pbx.apply(event));
  isReady.sip = true;
  setRuntime({
    hotdesk,
    links: { peopleUrl: env.perchUrl, phonesUrl: env.provisioningUrl },
    isPeopleUrlGiven: env.isPerchUrlGiven,
    registrar: { host: env.sipHost, port: env.sipPort },
    log,
    firmware,
    rps,
    subscribe: (listener) => outbox.subscribe(listener),
    gatewayState: (gatewayId) => gatewayStateOf(sip, gatewayId),
    canSendMail: env.mail !== undefined,
    asksForCertificates: env.phoneAuthorities.length > 0,
    checks: async () => checkList(env, sip, Date.now()),
    stopping: stopping.signal,
  });
  const checks = { web: () => isReady.web, sip: () => isReady.sip, database: () => answers(database) };
  const web = env.roles.has('web')
    ? await startWeb({
        env,
        certificate,
        hotdesk,
        firmware,
        log,
        metrics,
        version: version(),
        checks,
        subscribe: (handler) => outbox.subscribe(handler),
        sipUpgrades: sip?.upgrades,
      })
    : undefined;
  isReady.web = true;
  keepDoing(() => sweep(hotdesk), { what: 'sweeping', everyMs: SWEEP_EVERY_MS, log });
  const tidy = async () => firmware.tidy({ known: await allFirmwareIds(hotdesk), nowMs: Date.now() });
  keepDoing(tidy, { what: 'tidying firmware', everyMs: SWEEP_EVERY_MS, log });
  keepDoing(() => database.keepHouse(), { what: 'vacuuming', everyMs: VACUUM_EVERY_MS, log });
  const workers = env.roles.has('worker') ? startWorkers({ env, hotdesk, outbox, log, rps }) : [];
  announce(env, sip, setupToken);
  stopOnSignal({ stopping, web, sip, workers, outbox, database });
}

function makeHotdesk(env: Env, { db, isEmbedded }: Database, outbox: Outbox): HotdeskDeps {
  const secrets = createDerivedSecrets(serverKey(env.secret, env.dataFolder));
  const barrier = {
    applied: (eventId: number) => (eventId === 0 ? Promise.resolve() : outbox.deliverNow(eventId)),
  };
  return {
    db,
    clock: systemClock,
    random: systemRandom,
    secrets,
    pins: createArgon2Hasher(secrets),
    barrier,
    transactionsOverlap: !isEmbedded,
  };
}

async function answers({ pool }: Database): Promise<boolean> {
  await pool.query('select 1');
  return true;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

type Chore = { what: string; everyMs: number; log: Log };

function keepDoing(work: () => Promise<void>, chore: Chore): void {
  systemScheduler.after(chore.everyMs, () => {
    work()
      .catch((error: unknown) => chore.log.warn(`${chore.what} failed`, { error: reasonOf(error) }))
      .finally(() => keepDoing(work, chore));
  });
}

function announce(env: Env, sip: SipSide | undefined, setupToken: string | null): void {
  say('');
  say(`Perch is ready: ${env.perchUrl}`);
  if (setupToken !== null) say(`Set it up here, once: ${env.perchUrl}/setup/${setupToken}`);
  const ways = sip === undefined ? '' : ` (${sip.ways.join(', ')})`;
  say(`Phones: SIP ${env.sipHost}:${env.sipPort}${ways}, configuration files ${env.provisioningUrl}/p/…`);
  for (const { state, title, detail } of checkList(env, sip, Date.now())) {
    const mark = { ok: '✓', waiting: '…', warning: '!', problem: '!' }[state];
    say(`  ${mark} ${title}: ${detail}`);
  }
}

type Parts = {
  stopping: AbortController;
  web: WebSide | undefined;
  sip: SipSide | undefined;
  workers: readonly Worker[];
  outbox: Outbox;
  database: Database;
};

/** Streams end, calls are told, sockets close, the database last. */
function stopOnSignal({ stopping, web, sip, workers, outbox, database }: Parts): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stopping.abort();
    await Promise.all([web, sip, ...workers].map((part) => part?.stop()));
    await outbox.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

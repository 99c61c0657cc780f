import { readFile } from 'node:fs/promises';
import { Server } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import type { Env } from './env.ts';
import type { HotdeskDeps } from './hotdesk/context.ts';
import { GroupedLog } from './hotdesk/grouped-log.ts';
import { noteScan } from './hotdesk/note-scan.ts';
import { PhoneRequests } from './hotdesk/phone-requests.ts';
import type { SeenRequest, StrayRequest } from './hotdesk/seen-request.ts';
import { storeStrayRequests } from './hotdesk/stray-requests.ts';
import { trustedProxies } from './http/client-address.ts';
import {
  type HttpHandler,
  type HttpServer,
  startHttpServer,
  type UpgradeHandler,
} from './http/http-server.ts';
import { redirectTo } from './http/redirect.ts';
import type { EventHandler } from './outbox.ts';
import { listenOr } from './port-taken.ts';
import type { CertificateSource } from './ports/certificate.ts';
import { type Log, reasonOf } from './ports/log.ts';
import { systemScheduler } from './ports/scheduler.ts';
import { Configurations } from './provisioning/configurations.ts';
import { FirmwareDownloads } from './provisioning/firmware-downloads.ts';
import type { FirmwareFolder } from './provisioning/firmware-store.ts';
import { createProvisioningHandler } from './provisioning/http-adapter.ts';
import { certificateReader } from './provisioning/presented-certificate.ts';
import type { MacScan } from './provisioning/strangers.ts';
import { createRestHandler } from './rest/handler.ts';
import { SIP_PATH } from './sip-sockets.ts';
import { createHealthHandler, type ReadyCheck } from './web/health.ts';
import { createMetricsHandler, type Metrics } from './web/metrics.ts';
import { getRuntime } from './web/runtime.ts';

type Deps = {
  env: Env;
  certificate: CertificateSource | undefined;
  hotdesk: HotdeskDeps;
  firmware: FirmwareFolder;
  log: Log;
  metrics: Metrics;
  version: string;
  checks: Readonly<Record<string, ReadyCheck>>;
  /** To what verbs tell the rest of the house. */
  subscribe(handler: EventHandler): void;
  /** SIP over WebSocket, where this process speaks SIP. */
  sipUpgrades: UpgradeHandler | undefined;
};

export type WebSide = { server: HttpServer; plain: HttpServer | undefined; stop(): Promise<void> };

/** Web, API and configuration files on one port; beside it, where they are given, a plain one and one that asks phones for certificates. */
export async function startWeb(deps: Deps): Promise<WebSide> {
  const { env, certificate, hotdesk, log, metrics, version, checks, sipUpgrades } = deps;
  const upgradesForNext = new Server();
  // Next calls every address of the loopback `localhost`: told of another one it takes the way of a form to its handler
  // for a way to another server, and asks itself over HTTP.
  const app = next({
    ...{ dev: env.isDevelopment, dir: process.cwd(), hostname: 'localhost', port: env.port },
    // Next listens for upgrades on the server that it is shown: it gets what nobody else took.
    httpServer: upgradesForNext,
  });
  await app.prepare();
  const pages = app.getRequestHandler();
  const registrar = { host: env.sipHost, port: env.sipPort };
  const requests = new PhoneRequests(hotdesk.db);
  const logged = { scheduler: systemScheduler, log };
  const seen = new GroupedLog<SeenRequest>({ ...logged, write: (rows) => requests.write(rows) });
  const strays = new GroupedLog<StrayRequest>({
    ...logged,
    write: (rows) => storeStrayRequests(hotdesk.db, rows),
  });
  const configurations = new Configurations(hotdesk.db, hotdesk.clock);
  deps.subscribe((event) => configurations.apply(event));
  const { bootstrap } = env;
  const forPhones = {
    ...hotdesk,
    configurations,
    phonesUrl: bootstrap?.httpsUrl ?? env.provisioningUrl,
    isTokenSecret: bootstrap === undefined,
    registrar,
    log,
    certificateOf: certificateReader(env.phoneAuthorities, hotdesk.clock),
    downloads: new FirmwareDownloads((id) => deps.firmware.pathOf(id)),
    seen: (request: SeenRequest) => seen.add(request),
    stray: (request: StrayRequest) => strays.add(request),
    stranger: (what: 'wrong_token' | 'no_token' | 'mac_scan') => metrics.stranger(what),
    scan: (scan: MacScan) => void tellOfScan({ hotdesk, log, strays }, scan),
    answered: (status: number) => metrics.provisioningRequest(status),
  };
  const provisioning = createProvisioningHandler(forPhones);
  const firstContact =
    bootstrap === undefined
      ? provisioning
      : createProvisioningHandler({
          ...forPhones,
          bootstrap: { plainUrl: env.provisioningUrl, authority: bootstrap.authority },
        });
  const proxies = trustedProxies(env.trustedProxies);
  const shared = { host: env.host, publicUrl: env.perchUrl, proxies, log };
  const server = await listenOr('PORT', env.port, () =>
    startHttpServer({
      ...shared,
      port: env.port,
      certificate,
      handlers: [
        // First what is asked for most.
        provisioning,
        createHealthHandler({ version, checks }),
        createMetricsHandler(metrics),
        createRestHandler(getRuntime()),
        serviceWorker(env.buildFolder),
        ...(sipUpgrades === undefined ? [] : [onlyForWebSockets]),
        async (req, res) => {
          await pages(req, res);
          return true;
        },
      ],
      upgrades: [
        ...(sipUpgrades === undefined ? [] : [sipUpgrades]),
        ...(env.isDevelopment ? [toNext(upgradesForNext)] : []),
      ],
    }),
  );
  const { plainPort } = env;
  const plain =
    plainPort === undefined
      ? undefined
      : await listenOr('PLAIN_PORT', plainPort, () =>
          startHttpServer({ ...shared, port: plainPort, handlers: [firstContact, redirectTo(env.perchUrl)] }),
        );
  const { phoneTlsPort } = env;
  const phones =
    phoneTlsPort === undefined
      ? undefined
      : await listenOr('PHONE_TLS_PORT', phoneTlsPort, () =>
          startHttpServer({
            ...{ ...shared, port: phoneTlsPort, certificate, clientAuthorities: env.phoneAuthorities },
            handlers: [provisioning, redirectTo(env.perchUrl)],
          }),
        );
  return {
    server,
    plain,
    async stop() {
      await Promise.all([server.close(), plain?.close(), phones?.close()]);
      await Promise.all([seen.flush(), strays.flush(), app.close()]);
    },
  };
}

type ScanTellers = { hotdesk: HotdeskDeps; log: Log; strays: GroupedLog<StrayRequest> };

async function tellOfScan({ hotdesk, log, strays }: ScanTellers, scan: MacScan): Promise<void> {
  const { source, atMs, untilMs } = scan;
  strays.add({ what: 'mac-scan', source, mac: undefined, atMs, untilMs });
  const seconds = Math.round((untilMs - atMs) / 1_000);
  log.warn('a source goes through the MACs of phones and is held up', { source, seconds });
  await noteScan(hotdesk, scan).catch((error: unknown) =>
    log.warn('that phones are gone through could not be noted', { error: reasonOf(error) }),
  );
}

/** Its own pages that are looked at while they are made. */
const toNext =
  (next: Server): UpgradeHandler =>
  (req, socket, head) =>
    next.emit('upgrade', req, socket, head);

/** RFC 9110 15.5.22 */
const onlyForWebSockets: HttpHandler = async (req, res) => {
  if (req.url?.split('?')[0] !== SIP_PATH) return false;
  const headers = {
    upgrade: 'websocket',
    connection: 'upgrade',
    'content-type': 'text/plain; charset=utf-8',
  };
  res.writeHead(426, headers).end('This is for SIP over WebSocket (RFC 7118).\n');
  return true;
};

/** The service worker is made after Next's build, and Next serves only what it knew when it started. */
function serviceWorker(buildFolder: string | undefined): HttpHandler {
  return async (req, res) => {
    if (buildFolder === undefined || req.url !== '/sw.js') return false;
    const script = await readFile(join(buildFolder, 'sw', 'sw.js')).catch(() => undefined);
    if (script === undefined) return false;
    const headers = {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'service-worker-allowed': '/',
    };
    res.writeHead(200, headers).end(script);
    return true;
  };
}

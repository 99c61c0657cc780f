import { networkInterfaces } from 'node:os';
import { firstAnswer } from './ask-web-page.ts';
import type { Env } from './env.ts';
import { gatewayResolver } from './gateway-resolver.ts';
import type { HotdeskDeps } from './hotdesk/context.ts';
import { isOwnOrigin } from './http/own-origin.ts';
import { attachedNetworks } from './lan-address.ts';
import { startMedia } from './media/media-client.ts';
import { inWords } from './pbx/gateways/trouble.ts';
import { isLocalAddress } from './pbx/networks.ts';
import { OwnAddress } from './pbx/own-address.ts';
import { Pbx } from './pbx/pbx.ts';
import { joinPnp } from './pnp-group.ts';
import type { CertificateSource } from './ports/certificate.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Scheduler } from './ports/scheduler.ts';
import { PhoneWeb } from './provisioning/phone-web.ts';
import { canShowCode, digestAlgorithmOf, pnpAddressOf, resyncOf } from './provisioning/vendors/index.ts';
import { createSipEngine } from './sip/engine.ts';
import { SipStack } from './sip/transport/stack.ts';
import { type UpgradeHandler, webSocketUpgrades } from './sip/transport/websocket.ts';
import { openSipSockets, SIP_PATH } from './sip-sockets.ts';
import type { Metrics } from './web/metrics.ts';
import type { GatewayState } from './web/runtime.ts';

export type SipSide = {
  pbx: Pbx;
  /** What is listened on, for people: `UDP 5060`. */
  ways: readonly string[];
  /** Takes WebSockets from whoever has the web port. */
  upgrades: UpgradeHandler;
  /** Addresses of the interfaces on which phones that ask by multicast are heard now. */
  readonly pnpInterfaces: readonly string[];
  stop(): Promise<void>;
};

type Deps = {
  env: Env;
  certificate: CertificateSource | undefined;
  hotdesk: HotdeskDeps;
  scheduler: Scheduler;
  log: Log;
  metrics: Metrics;
};

/** Long enough for BYEs and their answers on a LAN. */
const FAREWELL_MS = 1_000;

/** Everything that speaks SIP and RTP: engine, sockets, media thread, and what they mean here. */
export async function startSip(deps: Deps): Promise<SipSide> {
  const { env, certificate, hotdesk, scheduler, log, metrics } = deps;
  const stack = new SipStack(hotdesk.clock, scheduler, log);
  const sockets = await openSipSockets({ env, stack, certificate, log });
  const media = await startMedia({
    portMin: env.rtpPorts.min,
    portMax: env.rtpPorts.max,
    bindAddress: '0.0.0.0',
  });
  const networks = attachedNetworksNow(hotdesk.clock);
  const own = new OwnAddress({
    host: env.sipHost,
    port: env.sipPort,
    tlsPort: env.sipTlsPort,
    webPort: env.port,
    networks,
  });
  const isLocal = (address: string): boolean => isLocalAddress(address, networks());
  const phoneWeb = new PhoneWeb({ hotdesk, isLocal, firstAnswer, log });
  const pbx = new Pbx({
    hotdesk,
    media,
    scheduler,
    log,
    own,
    phonesUrl: env.provisioningUrl,
    ...{ resyncOf, digestAlgorithmOf, pnpAddressOf, canShowCode },
    askWebPage: (desk, heardFrom) => phoneWeb.ask(desk, heardFrom),
    run: (work) => void stack.run(work),
    onTurnedAway: (why) => metrics.sipTurnedAway(why),
    onBan: () => metrics.sipBan(),
    flowTo: sockets.flowTo,
    resolveGateway: gatewayResolver(hotdesk.random),
    attachedNetworks: networks,
  });
  stack.drive(
    createSipEngine({
      random: hotdesk.random,
      user: pbx,
      send: (flow, bytes) => stack.send(flow, bytes),
      drop: (flow) => stack.drop(flow),
      flowTo: sockets.flowTo,
      sentBy: (flow) => own.sentBy(flow),
      observe: (what, message) => {
        if (what === 'in' && 'method' in message) metrics.sipRequest(message.method);
      },
    }),
  );
  await pbx.start();
  const pnp = await joinPnp({ env, udp: sockets.udp, stack, scheduler, interfaces: networkInterfaces });
  return {
    pbx,
    ways: sockets.ways,
    upgrades: webSocketUpgrades({
      path: SIP_PATH,
      connections: sockets.connections,
      isOwnOrigin: (origin, { headers: { host } }) => isOwnOrigin(origin, { host, publicUrl: env.perchUrl }),
    }),
    get pnpInterfaces() {
      return pnp.interfaces;
    },
    async stop() {
      const isExpected = pbx.callCount > 0 || pbx.gatewayStates().some(({ state }) => state === 'registered');
      pbx.stop();
      if (isExpected) await new Promise<void>((resolve) => scheduler.after(FAREWELL_MS, resolve));
      await pbx.flushNotes();
      await pnp.close();
      await sockets.close();
      await media.close();
    },
  };
}

/** As the portal shows it. */
export function gatewayStateOf(sip: SipSide | undefined, id: string): GatewayState | undefined {
  const found = sip?.pbx.gatewayStates().find(({ gatewayId }) => gatewayId === id);
  if (found === undefined) return undefined;
  const { state, sinceMs, trouble } = found;
  const error = trouble === null ? null : inWords(trouble);
  return { state, since: new Date(sinceMs).toISOString(), error, trouble };
}

/** They seldom change, and every message over IPv6 asks. */
const LOOK_AGAIN_MS = 5_000;

function attachedNetworksNow({ nowMs }: Clock): () => readonly string[] {
  let [networks, readMs]: [readonly string[], number] = [[], Number.NEGATIVE_INFINITY];
  return () => {
    const now = nowMs();
    if (Math.abs(now - readMs) > LOOK_AGAIN_MS)
      [networks, readMs] = [attachedNetworks(networkInterfaces()), now];
    return networks;
  };
}

import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { noteGatewayState } from '#server/hotdesk/note-gateway-state.ts';
import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow, Peer } from '#server/sip/flow.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { Authenticator, type DigestAlgorithmOf } from './authenticate.ts';
import { BindingWriter } from './binding-writer.ts';
import { Callers } from './callers.ts';
import { DeskCalls } from './desk-calls.ts';
import { Directory } from './directory.ts';
import { DeskFlows } from './emergency/desk-flows.ts';
import { EmergencyCalls } from './emergency/emergency-calls.ts';
import { FeatureCalls } from './feature-calls.ts';
import type { GatewayLineDeps } from './gateways/gateway-line.ts';
import { Gateways } from './gateways/gateways.ts';
import { IncomingCalls } from './incoming-calls.ts';
import { Locations } from './locations.ts';
import type { MediaPort } from './media.ts';
import type { OwnAddress } from './own-address.ts';
import type { PnpPhone } from './pnp/parse-subscribe.ts';
import { PnpListener } from './pnp-listener.ts';
import { ProxiedCalls } from './proxied-calls.ts';
import { Registrar } from './registrar.ts';
import { type Resync, SettleWatch, type SettleWatchDeps } from './settle-watch.ts';
import { SignallingNotes } from './signalling-notes.ts';
import { SourceGate, type TurnedAway } from './source-gate.ts';
import { Subscriptions } from './subscriptions.ts';
import { type Mailboxes, noMailboxes, WatchedNumbers } from './watched-numbers.ts';

export type PbxDeps = {
  hotdesk: HotdeskDeps;
  media: MediaPort;
  scheduler: Scheduler;
  log: Log;
  /** Where peers reach us. */
  own: OwnAddress;
  phonesUrl: string;
  resyncOf(vendor: string, model: string | null): Resync | undefined;
  /** Absent = phones are told by SIP only. */
  askWebPage?: SettleWatchDeps['askWebPage'] | undefined;
  /** What plug and play tells a maker's phones; absent = the base address itself. */
  pnpAddressOf?(vendor: string, base: string): string;
  /** Whether a phone can show a code before it has a desk; absent = none can. */
  canShowCode?(phone: PnpPhone): boolean;
  digestAlgorithmOf?: DigestAlgorithmOf;
  /** Lets the engine do something and arms its timer: `SipStack.run`. */
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  /** Counts requests that get no answer. */
  onTurnedAway(why: TurnedAway | 'scanner'): void;
  /** Hears of bans of sources that guess secrets. */
  onBan(source: string, untilMs: number): void;
  /** The way to anybody; one that cannot be had fails when something is sent. */
  flowTo(peer: Peer): Flow;
  /** Where a gateway is, the best first (RFC 3263). @rejects when nothing says so */
  resolveGateway: GatewayLineDeps['resolve'];
  /** The networks that this machine is attached to now, as `address/prefix`. */
  attachedNetworks(): readonly string[];
  /** What waits for whom; nobody has a mailbox by default. */
  mailboxes?: Mailboxes;
};

/** What the SIP side of this house is made of. */
export type PbxParts = {
  directory: Directory;
  locations: Locations;
  pnp: PnpListener;
  registrar: Registrar;
  featureCalls: FeatureCalls;
  proxiedCalls: ProxiedCalls;
  incomingCalls: IncomingCalls;
  settleWatch: SettleWatch;
  subscriptions: Subscriptions;
  gate: SourceGate;
  deskFlows: DeskFlows;
  gateways: Gateways;
  callers: Callers;
  notes: SignallingNotes;
};

/** A live binding was stored. */
type OnRegistered = (credential: SipCredential, transaction: ServerTransaction) => void;

/** Makes the parts and tells each of those that it needs. */
export function joinParts(deps: PbxDeps, onRegistered: OnRegistered): PbxParts {
  const { hotdesk, own, run, scheduler, log, media } = deps;
  const sipHost = own.host;
  const directory = new Directory(hotdesk);
  const locations = new Locations();
  const deskFlows = new DeskFlows();
  const authenticator = new Authenticator({
    directory,
    ...hotdesk,
    digestAlgorithmOf: deps.digestAlgorithmOf,
  });
  const notes = new SignallingNotes(deps);
  const gate = new SourceGate({
    ...{ log, onTurnedAway: deps.onTurnedAway },
    onBan(source, untilMs) {
      deps.onBan(source, untilMs);
      notes.banned(source, untilMs);
    },
  });
  const deskCalls: DeskCalls = new DeskCalls((deskId) => settleWatch.deskIsIdle(deskId), {
    ownerOf: (deskId) => directory.desk(deskId)?.occupant?.userId ?? null,
    changed: (call) => subscriptions.callChanged(call),
  });
  const settleWatch = new SettleWatch({
    ...{ hotdesk, locations, deskCalls, run, own, scheduler, log },
    resyncOf: deps.resyncOf,
    askWebPage: deps.askWebPage ?? (async () => {}),
    onNotified: (deskId, event, outcome) => notes.notified(deskId, event, outcome),
  });
  const onEndedCredential = (credential: SipCredential): void => settleWatch.heal(credential);
  const subscriptions: Subscriptions = new Subscriptions({
    ...{ directory, run, gate, own, authenticator, onEndedCredential },
    numbers: new WatchedNumbers({
      ...{ directory, deskCalls, sipHost },
      mailboxes: deps.mailboxes ?? noMailboxes,
    }),
    secrets: hotdesk.secrets,
  });
  const registrar = new Registrar({
    ...{ authenticator, directory, locations, clock: hotdesk.clock, log, onRegistered },
    writer: new BindingWriter(hotdesk, scheduler),
    mayAnswer: (checked, transaction, nowMs) => gate.checked(checked, transaction, nowMs),
    onEndedCredential: (credential, flow) => {
      deskFlows.note(credential.deskId, flow);
      settleWatch.heal(credential);
    },
    onRefused: (credential, why, flow) => notes.refused(credential, why, flow),
  });
  const voice = { run, media, clock: hotdesk.clock, random: hotdesk.random, own };
  const featureCalls = new FeatureCalls({ hotdesk, directory, deskCalls, voice, scheduler, log });
  const proxiedCalls = new ProxiedCalls(deskCalls, (uri) => own.isOurs(uri));
  const lines = { run, scheduler, random: hotdesk.random, log, own, flowTo: deps.flowTo };
  const gateways = new Gateways(
    {
      ...{ ...lines, resolve: deps.resolveGateway },
      // A page that shows it hears of the next change, or asks.
      onState: (gateway) =>
        void noteGatewayState(hotdesk, gateway).catch((error: unknown) =>
          log.warn('a gateway’s state was not told', { error: reasonOf(error) }),
        ),
    },
    directory,
  );
  const callers = new Callers({ directory, authenticator, gate, gateways, deskFlows, onEndedCredential });
  const calls = { directory, locations, run, sipHost, own, gateways, featureCalls, proxiedCalls };
  const emergencyCalls = new EmergencyCalls({ ...calls, hotdesk, scheduler, log });
  const incomingCalls = new IncomingCalls({ ...calls, callers, emergencyCalls });
  const pnp = new PnpListener({
    ...{ hotdesk, own, run, log, phonesUrl: deps.phonesUrl, attachedNetworks: deps.attachedNetworks },
    pnpAddressOf: (vendor, base) => deps.pnpAddressOf?.(vendor, base) ?? base,
    canShowCode: (phone) => deps.canShowCode?.(phone) ?? false,
    flowTo: (remote) => deps.flowTo({ ...remote, transport: 'udp' }),
  });
  return {
    ...{ directory, locations, pnp, registrar, featureCalls, proxiedCalls, incomingCalls },
    ...{ settleWatch, subscriptions, gate, deskFlows, gateways, callers, notes },
  };
}

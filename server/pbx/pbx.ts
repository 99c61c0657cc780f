import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { DeskId, UserId } from '#server/hotdesk/ids.ts';
import { noteRegistration } from '#server/hotdesk/settle.ts';
import { loadBindings, type SipCredential } from '#server/hotdesk/sip-directory.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine, TransactionUser } from '#server/sip/engine.ts';
import type { Flow, Peer } from '#server/sip/flow.ts';
import type { Headers } from '#server/sip/message/headers.ts';
import { type SipRequest, tagOf, toOf } from '#server/sip/message/message.ts';
import { unsupportedTags } from '#server/sip/option-tags.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { Authenticator } from './authenticate.ts';
import { BindingWriter } from './binding-writer.ts';
import { Callers } from './callers.ts';
import { DeskCalls } from './desk-calls.ts';
import { Directory } from './directory.ts';
import { DeskFlows } from './emergency/desk-flows.ts';
import { EmergencyCalls } from './emergency/emergency-calls.ts';
import { ALLOW_EVENTS, packageOf } from './event-packages/packages.ts';
import { FeatureCalls } from './feature-calls.ts';
import type { GatewayLineDeps, GatewayState } from './gateways/gateway-line.ts';
import { Gateways } from './gateways/gateways.ts';
import { IncomingCalls } from './incoming-calls.ts';
import { Locations } from './locations.ts';
import type { MediaPort } from './media.ts';
import type { OwnAddress } from './own-address.ts';
import { PnpListener } from './pnp-listener.ts';
import { ProxiedCalls } from './proxied-calls.ts';
import { Registrar } from './registrar.ts';
import { isScanner } from './scanners.ts';
import { type Resync, SettleWatch } from './settle-watch.ts';
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
  resyncOf(vendor: string): Resync | undefined;
  /** Lets the engine do something and arms its timer: `SipStack.run`. */
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  /** Counts requests that get no answer. */
  onTurnedAway(why: TurnedAway | 'scanner'): void;
  /** Counts bans of sources that guess secrets. */
  onBan(): void;
  /** The way to anybody; one that cannot be had fails when something is sent. */
  flowTo(peer: Peer): Flow;
  /** Where a gateway is, the best first (RFC 3263). @rejects when nothing says so */
  resolveGateway: GatewayLineDeps['resolve'];
  /** The networks that this machine is attached to now, as `address/prefix`. */
  attachedNetworks(): readonly string[];
  /** What waits for whom; nobody has a mailbox by default. */
  mailboxes?: Mailboxes;
};

const ALLOW =
  'INVITE, ACK, BYE, CANCEL, OPTIONS, REGISTER, SUBSCRIBE, NOTIFY, INFO, UPDATE, PRACK, REFER, MESSAGE';
const KNOWN_METHODS = new Set(ALLOW.split(', ').concat('PUBLISH'));

/** What a call requires is for the phone that is called; everything else is for us. */
function unsupportedBy(request: SipRequest): string[] {
  const ofProxy = unsupportedTags(request, 'Proxy-Require');
  return request.method === 'INVITE'
    ? ofProxy
    : [...ofProxy, ...unsupportedTags(request, 'Require', ['path'])];
}

/** What SIP means in this house: the transaction user of the engine. */
export class Pbx implements TransactionUser {
  readonly directory: Directory;
  readonly locations = new Locations();
  readonly pnp: PnpListener;
  readonly #deps: PbxDeps;
  readonly #deskCalls: DeskCalls;
  readonly #registrar: Registrar;
  readonly #authenticator: Authenticator;
  readonly #featureCalls: FeatureCalls;
  readonly #proxiedCalls: ProxiedCalls;
  readonly #incomingCalls: IncomingCalls;
  readonly #settleWatch: SettleWatch;
  readonly #subscriptions: Subscriptions;
  readonly #gate: SourceGate;
  readonly #own: OwnAddress;
  readonly #deskFlows = new DeskFlows();
  readonly #gateways: Gateways;
  readonly #callers: Callers;

  constructor(deps: PbxDeps) {
    this.#deps = deps;
    const { hotdesk, log, scheduler, run, media } = deps;
    this.#own = deps.own;
    const sipHost = this.#own.host;
    this.directory = new Directory(hotdesk);
    this.#deskCalls = new DeskCalls((deskId) => this.#settleWatch.deskIsIdle(deskId), {
      ownerOf: (deskId) => this.directory.desk(deskId)?.occupant?.userId ?? null,
      changed: (call) => this.#subscriptions.callChanged(call),
    });
    this.#authenticator = new Authenticator({ directory: this.directory, ...hotdesk });
    const { directory, locations } = this;
    const deskCalls = this.#deskCalls;
    this.#settleWatch = new SettleWatch({
      hotdesk,
      locations,
      deskCalls,
      run,
      resyncOf: deps.resyncOf,
      own: this.#own,
      scheduler,
      log,
    });
    this.#registrar = new Registrar({
      authenticator: this.#authenticator,
      directory,
      locations,
      writer: new BindingWriter(hotdesk, scheduler),
      clock: hotdesk.clock,
      log,
      mayAnswer: (checked, transaction, nowMs) => this.#gate.checked(checked, transaction, nowMs),
      onRegistered: (credential, transaction) => this.#registered(credential, transaction),
      onEndedCredential: (credential, flow) => {
        this.#deskFlows.note(credential.deskId, flow);
        this.#settleWatch.heal(credential);
      },
    });
    const voice = { run, media, clock: hotdesk.clock, random: hotdesk.random, own: this.#own };
    this.#featureCalls = new FeatureCalls({ hotdesk, directory, deskCalls, voice, scheduler, log });
    this.#proxiedCalls = new ProxiedCalls(deskCalls, (uri) => this.#own.isOurs(uri));
    this.#gate = new SourceGate(deps);
    const { random } = hotdesk;
    const lines = { run, scheduler, random, log, own: this.#own, flowTo: deps.flowTo };
    this.#gateways = new Gateways({ ...lines, resolve: deps.resolveGateway }, directory);
    this.#callers = new Callers({
      directory,
      authenticator: this.#authenticator,
      gate: this.#gate,
      gateways: this.#gateways,
      deskFlows: this.#deskFlows,
      onEndedCredential: (credential) => this.#settleWatch.heal(credential),
    });
    const mailboxes = deps.mailboxes ?? noMailboxes;
    this.#subscriptions = new Subscriptions({
      ...{ directory, run, gate: this.#gate, own: this.#own, authenticator: this.#authenticator },
      numbers: new WatchedNumbers({ directory, deskCalls, mailboxes, sipHost }),
      secrets: hotdesk.secrets,
      onEndedCredential: (credential) => this.#settleWatch.heal(credential),
    });
    const calls = {
      ...{ directory, locations, run, sipHost, own: this.#own, gateways: this.#gateways },
      featureCalls: this.#featureCalls,
      proxiedCalls: this.#proxiedCalls,
    };
    const emergencyCalls = new EmergencyCalls({ ...calls, hotdesk, scheduler, log });
    this.#incomingCalls = new IncomingCalls({ ...calls, callers: this.#callers, emergencyCalls });
    this.pnp = new PnpListener({
      hotdesk,
      phonesUrl: deps.phonesUrl,
      own: this.#own,
      run,
      flowTo: (remote) => deps.flowTo({ ...remote, transport: 'udp' }),
      attachedNetworks: deps.attachedNetworks,
      log,
    });
  }

  /** Loads who is who and who is where, and begins to look after phones that have not settled. */
  async start(): Promise<void> {
    await this.directory.load();
    const { hotdesk } = this.#deps;
    for (const binding of await loadBindings(hotdesk.db, hotdesk.clock.nowMs())) {
      const credential = this.directory.credential(binding.authName);
      // A connection did not outlive the process that it was to; UDP needs none.
      const { transport, remote } = binding.flow;
      if (credential === undefined || transport !== 'udp') continue;
      const flow = this.#deps.flowTo({ ...remote, transport });
      this.locations.put({ binding, flow }, credential.extension);
      this.#deskFlows.note(binding.deskId, flow);
    }
    this.#settleWatch.start();
    this.#gateways.start();
  }

  stop(): void {
    this.#settleWatch.stop();
    this.#featureCalls.hangUpAll();
    this.#subscriptions.endAll();
    this.#gateways.stop();
  }

  /** How we stand with each gateway that is turned on. */
  gatewayStates(): GatewayState[] {
    return this.#gateways.states();
  }

  get callCount(): number {
    return this.#featureCalls.count + this.#proxiedCalls.count;
  }

  get subscriptionCount(): number {
    return this.#subscriptions.count;
  }

  /** Other messages wait for this user than before. */
  messagesChanged(userId: UserId): void {
    this.#subscriptions.userChanged(userId);
  }

  /** Takes up what a verb has changed. Safe to be told twice. */
  async apply(event: HotdeskEvent): Promise<void> {
    switch (event.type) {
      case 'desk':
        return this.#applyDesk(event.deskId, event.what);
      case 'user': {
        await this.directory.refreshUser(event.userId);
        for (const { deskId } of this.directory.desksOfUser(event.userId))
          await this.directory.refreshDesk(deskId);
        return this.#subscriptions.userChanged(event.userId);
      }
      case 'tenant':
        return this.directory.refreshTenants();
      case 'gateway':
        await this.directory.refreshGateway(event.gatewayId);
        return this.#gateways.changed(event.gatewayId);
      case 'phone':
      case 'emergency':
        return;
    }
  }

  async #applyDesk(deskId: DeskId, what: Extract<HotdeskEvent, { type: 'desk' }>['what']): Promise<void> {
    // Of what is read here a download changes nothing.
    if (what === 'downloaded') return;
    const former = this.directory.desk(deskId)?.occupant?.userId;
    await this.directory.refreshDesk(deskId);
    this.#subscriptions.deskChanged(deskId, former);
    if (this.directory.desk(deskId) === undefined) {
      this.#proxiedCalls.forget(deskId);
      this.#deskFlows.forget(deskId);
    }
    const live = new Set<string>(this.directory.desk(deskId)?.credentials.map(({ authName }) => authName));
    this.locations.keepOnly(deskId, live);
    if (what === 'settled' || what === 'registered' || what === 'attention') return;
    this.#settleWatch.deskChanged(deskId);
    if (what !== 'switched') this.#quietly(this.pnp.deskChanged(deskId));
  }

  shutsOut(headers: Headers): boolean {
    if (!isScanner(headers)) return false;
    this.#deps.onTurnedAway('scanner');
    return true;
  }

  admits(request: SipRequest, flow: Flow, nowMs: number): boolean {
    if (tagOf(toOf(request)) !== undefined && this.#isOfOurs(request)) return true;
    return this.#callers.isCallForHelp(request, flow) || this.#gate.admits(request, flow, nowMs);
  }

  admitsMalformed(flow: Flow, nowMs: number): boolean {
    return this.#gate.admitsUnproved(flow, nowMs);
  }

  /** A call, or a subscription. */
  #isOfOurs(request: SipRequest): boolean {
    const isOfCall = this.#featureCalls.callOf(request) !== undefined || this.#proxiedCalls.has(request);
    return isOfCall || this.#subscriptions.has(request);
  }

  /** Who has proved nothing is answered without a transaction: it costs no memory, and no answer comes twice. */
  onRequest(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    const isInDialog = tagOf(toOf(request)) !== undefined;
    if (isInDialog && request.method !== 'REGISTER') return this.#inDialog(transaction, nowMs);
    const unsupported = unsupportedBy(request);
    if (unsupported.length > 0) {
      if (!this.#gate.admitsUnproved(transaction.flow, nowMs)) return transaction.abandon();
      return transaction.replyStatelessly(420, { headers: [['Unsupported', unsupported.join(',')]] });
    }
    switch (request.method) {
      case 'REGISTER':
        return this.#quietly(this.#registrar.receive(transaction, nowMs), transaction);
      case 'INVITE':
        return this.#quietly(this.#incomingCalls.receive(transaction, nowMs), transaction);
      case 'MESSAGE':
        return this.#quietly(this.#incomingCalls.message(transaction, nowMs), transaction);
      case 'SUBSCRIBE':
        return this.#subscribe(transaction, nowMs);
      case 'OPTIONS':
        return transaction.replyStatelessly(200, {
          headers: [
            ['Allow', ALLOW],
            ['Accept', 'application/sdp'],
            ['Allow-Events', ALLOW_EVENTS],
          ],
        });
      default: {
        const status = KNOWN_METHODS.has(request.method) ? 405 : 501;
        return transaction.replyStatelessly(status, { headers: [['Allow', ALLOW]] });
      }
    }
  }

  onFlowFailed(flow: Flow, nowMs: number): void {
    this.locations.flowFailed(flow);
    this.#subscriptions.flowFailed(flow, nowMs);
  }

  onAck(ack: SipRequest, _flow: Flow, nowMs: number): void {
    const own = this.#featureCalls.callOf(ack);
    if (own !== undefined) own.sip.ack(ack, nowMs);
    else this.#deps.run((engine) => this.#proxiedCalls.forwardAck(engine, ack));
  }

  #inDialog(transaction: ServerTransaction, nowMs: number): void {
    const own = this.#featureCalls.callOf(transaction.request);
    if (own !== undefined) return own.sip.receive(transaction, nowMs);
    const { request } = transaction;
    if (request.method === 'SUBSCRIBE' && this.#subscriptions.has(request))
      return this.#quietly(this.#subscriptions.receive(transaction, nowMs), transaction);
    this.#deps.run((engine) => {
      if (!this.#proxiedCalls.forward(engine, transaction, nowMs)) transaction.replyStatelessly(481);
    });
  }

  #subscribe(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    if (packageOf(request) !== undefined)
      return this.#quietly(this.#subscriptions.receive(transaction, nowMs), transaction);
    const event = request.headers.get('Event')?.split(';')[0]?.trim().toLowerCase();
    if (event === 'ua-profile') return this.#quietly(this.pnp.subscribe(transaction, nowMs), transaction);
    transaction.replyStatelessly(489, { headers: [['Allow-Events', ALLOW_EVENTS]] });
  }

  /** Asks the database only when the desk is not known to be settled with these credentials. */
  #registered(credential: SipCredential, { request, flow }: ServerTransaction): void {
    const { authName, deskId } = credential;
    const callId = request.headers.get('Call-ID') ?? '';
    this.#deskFlows.note(deskId, flow);
    const nowMs = this.#deps.hotdesk.clock.nowMs();
    const change = this.#proxiedCalls.registered(deskId, { callId, flow }, nowMs);
    if (change !== undefined) this.#subscriptions.phoneChanged(credential, change);
    const desk = this.directory.desk(deskId);
    if (desk?.phoneState === 'settled' && desk.registeredAuthName === authName) return;
    this.#quietly(noteRegistration(this.#deps.hotdesk, authName));
    // It is still what the desk was before: nobody could tell it, or it did not listen.
    const expected = desk?.credentials[0]?.authName;
    if (expected !== undefined && expected !== authName) this.#settleWatch.heal(credential);
  }

  /** A bug or a database that is away ends this request, never the process. */
  #quietly(work: Promise<unknown>, transaction?: ServerTransaction): void {
    work.catch((error: unknown) => {
      this.#deps.log.error('a SIP request failed', { error: reasonOf(error) });
      if (transaction !== undefined && !transaction.hasFinal)
        this.#deps.run((_, nowMs) => transaction.reply(500, nowMs));
    });
  }
}

import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { DeskId, UserId } from '#server/hotdesk/ids.ts';
import { noteRegistration } from '#server/hotdesk/settle.ts';
import { loadBindings, type SipCredential } from '#server/hotdesk/sip-directory.ts';
import { reasonOf } from '#server/ports/log.ts';
import { sourceOf } from '#server/ports/source.ts';
import type { TransactionUser } from '#server/sip/engine.ts';
import type { Flow, FlowFailure } from '#server/sip/flow.ts';
import type { Headers } from '#server/sip/message/headers.ts';
import { type SipRequest, tagOf, toOf } from '#server/sip/message/message.ts';
import { unsupportedTags } from '#server/sip/option-tags.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { ALLOW_EVENTS, packageOf } from './event-packages/packages.ts';
import type { GatewayState } from './gateways/gateway-line.ts';
import { joinParts, type PbxDeps, type PbxParts } from './parts.ts';
import { isScanner } from './scanners.ts';

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
  readonly #deps: PbxDeps;
  readonly #parts: PbxParts;

  constructor(deps: PbxDeps) {
    this.#deps = deps;
    this.#parts = joinParts(deps, (credential, transaction) => this.#registered(credential, transaction));
  }

  get directory(): PbxParts['directory'] {
    return this.#parts.directory;
  }

  get locations(): PbxParts['locations'] {
    return this.#parts.locations;
  }

  get pnp(): PbxParts['pnp'] {
    return this.#parts.pnp;
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
      this.#parts.deskFlows.note(binding.deskId, flow);
    }
    this.#parts.settleWatch.start();
    this.#parts.gateways.start();
  }

  stop(): void {
    this.#parts.settleWatch.stop();
    this.#parts.featureCalls.hangUpAll();
    this.#parts.subscriptions.endAll();
    this.#parts.gateways.stop();
  }

  /** What happened with phones is written down by then. */
  flushNotes(): Promise<void> {
    return this.#parts.notes.flush();
  }

  /** How we stand with each gateway that is turned on. */
  gatewayStates(): GatewayState[] {
    return this.#parts.gateways.states();
  }

  get callCount(): number {
    return this.#parts.featureCalls.count + this.#parts.proxiedCalls.count;
  }

  get subscriptionCount(): number {
    return this.#parts.subscriptions.count;
  }

  /** Other messages wait for this user than before. */
  messagesChanged(userId: UserId): void {
    this.#parts.subscriptions.userChanged(userId);
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
        return this.#parts.subscriptions.userChanged(event.userId);
      }
      case 'tenant':
        return this.directory.refreshTenants();
      case 'gateway':
        if (event.what === 'state') return;
        await this.directory.refreshGateway(event.gatewayId);
        return this.#parts.gateways.changed(event.gatewayId);
      case 'phone':
        if (event.what === 'wanted') this.#quietly(this.pnp.phoneWanted(event.mac));
        return;
      case 'emergency':
        return;
    }
  }

  async #applyDesk(deskId: DeskId, what: Extract<HotdeskEvent, { type: 'desk' }>['what']): Promise<void> {
    // Of what is read here a download changes nothing.
    if (what === 'downloaded') return;
    const former = this.directory.desk(deskId)?.occupant?.userId;
    await this.directory.refreshDesk(deskId);
    this.#parts.subscriptions.deskChanged(deskId, former);
    if (this.directory.desk(deskId) === undefined) {
      this.#parts.proxiedCalls.forget(deskId);
      this.#parts.deskFlows.forget(deskId);
    }
    const live = new Set<string>(this.directory.desk(deskId)?.credentials.map(({ authName }) => authName));
    this.locations.keepOnly(deskId, live);
    if (what === 'settled' || what === 'attention') this.#parts.settleWatch.phoneIsDone(deskId);
    if (what === 'settled' || what === 'registered' || what === 'attention') return;
    this.#parts.settleWatch.deskChanged(deskId);
    if (what !== 'switched') this.#quietly(this.pnp.deskChanged(deskId));
  }

  shutsOut(headers: Headers): boolean {
    if (!isScanner(headers)) return false;
    this.#deps.onTurnedAway('scanner');
    return true;
  }

  admits(request: SipRequest, flow: Flow, nowMs: number): boolean {
    if (tagOf(toOf(request)) !== undefined && this.#isOfOurs(request)) return true;
    return this.#parts.callers.isCallForHelp(request, flow) || this.#parts.gate.admits(request, flow, nowMs);
  }

  admitsMalformed(flow: Flow, nowMs: number): boolean {
    return this.#parts.gate.admitsUnproved(flow, nowMs);
  }

  /** A call, or a subscription. */
  #isOfOurs(request: SipRequest): boolean {
    const isOfCall =
      this.#parts.featureCalls.callOf(request) !== undefined || this.#parts.proxiedCalls.has(request);
    return isOfCall || this.#parts.subscriptions.has(request);
  }

  /** Who has proved nothing is answered without a transaction: it costs no memory, and no answer comes twice. */
  onRequest(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    const isInDialog = tagOf(toOf(request)) !== undefined;
    if (isInDialog && request.method !== 'REGISTER') return this.#inDialog(transaction, nowMs);
    const unsupported = unsupportedBy(request);
    if (unsupported.length > 0) {
      if (!this.#parts.gate.admitsUnproved(transaction.flow, nowMs)) return transaction.abandon();
      return transaction.replyStatelessly(420, { headers: [['Unsupported', unsupported.join(',')]] });
    }
    switch (request.method) {
      case 'REGISTER':
        return this.#quietly(this.#parts.registrar.receive(transaction, nowMs), transaction);
      case 'INVITE':
        return this.#quietly(this.#parts.incomingCalls.receive(transaction, nowMs), transaction);
      case 'MESSAGE':
        return this.#quietly(this.#parts.incomingCalls.message(transaction, nowMs), transaction);
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

  onFlowFailed(flow: Flow, nowMs: number, failure?: FlowFailure): void {
    this.#parts.gateways.flowFailed(flow, failure, nowMs);
    this.locations.flowFailed(flow);
    this.#parts.subscriptions.flowFailed(flow, nowMs);
  }

  onAnswerLost({ method }: SipRequest, { transport, remote }: Flow): void {
    const from = sourceOf(remote.address);
    this.#deps.log.info('a connection broke before an answer, and there is no other way back', {
      ...{ method, transport, from },
    });
  }

  onAck(ack: SipRequest, _flow: Flow, nowMs: number): void {
    const own = this.#parts.featureCalls.callOf(ack);
    if (own !== undefined) own.sip.ack(ack, nowMs);
    else this.#deps.run((engine) => this.#parts.proxiedCalls.forwardAck(engine, ack));
  }

  #inDialog(transaction: ServerTransaction, nowMs: number): void {
    const own = this.#parts.featureCalls.callOf(transaction.request);
    if (own !== undefined) return own.sip.receive(transaction, nowMs);
    const { request } = transaction;
    if (request.method === 'SUBSCRIBE' && this.#parts.subscriptions.has(request))
      return this.#quietly(this.#parts.subscriptions.receive(transaction, nowMs), transaction);
    this.#deps.run((engine) => {
      if (!this.#parts.proxiedCalls.forward(engine, transaction, nowMs)) transaction.replyStatelessly(481);
    });
  }

  #subscribe(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    if (packageOf(request) !== undefined)
      return this.#quietly(this.#parts.subscriptions.receive(transaction, nowMs), transaction);
    const event = request.headers.get('Event')?.split(';')[0]?.trim().toLowerCase();
    if (event === 'ua-profile') return this.#quietly(this.pnp.subscribe(transaction, nowMs), transaction);
    transaction.replyStatelessly(489, { headers: [['Allow-Events', ALLOW_EVENTS]] });
  }

  /** Asks the database only when the desk is not known to be settled with these credentials. */
  #registered(credential: SipCredential, { request, flow }: ServerTransaction): void {
    const { authName, deskId } = credential;
    const callId = request.headers.get('Call-ID') ?? '';
    this.#parts.deskFlows.note(deskId, flow);
    const nowMs = this.#deps.hotdesk.clock.nowMs();
    const change = this.#parts.proxiedCalls.registered(deskId, { callId, flow }, nowMs);
    if (change !== undefined) this.#parts.subscriptions.phoneChanged(credential, change);
    const desk = this.directory.desk(deskId);
    if (desk?.phoneState === 'settled' && desk.registeredAuthName === authName) return;
    this.#quietly(noteRegistration(this.#deps.hotdesk, authName));
    // It is still what the desk was before: nobody could tell it, or it did not listen.
    const expected = desk?.credentials[0]?.authName;
    if (expected !== undefined && expected !== authName) this.#parts.settleWatch.heal(credential);
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

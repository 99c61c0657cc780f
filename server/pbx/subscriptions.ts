import type { DerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import type { AuthName, DeskId, UserId } from '#server/hotdesk/ids.ts';
import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { decideSubscribe, subscriptionDialog } from '#server/sip/event/decide-subscribe.ts';
import { isSameEvent, parseEvent } from '#server/sip/event/event-header.ts';
import { Subscription } from '#server/sip/event/subscription.ts';
import type { Flow } from '#server/sip/flow.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { type SipRequest, tagOf, toOf } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { Authenticator } from './authenticate.ts';
import type { DeskCall } from './desk-calls.ts';
import type { Directory } from './directory.ts';
import { packageOf } from './event-packages/packages.ts';
import type { OwnAddress } from './own-address.ts';
import type { PhoneChange } from './proxied-calls.ts';
import type { SourceGate } from './source-gate.ts';
import { dialogKeyOf, SubscriptionIndex, type Watcher } from './subscription-index.ts';
import type { Subject, View, WatchedNumbers } from './watched-numbers.ts';

type Deps = {
  authenticator: Authenticator;
  gate: SourceGate;
  directory: Directory;
  numbers: WatchedNumbers;
  secrets: DerivedSecrets;
  own: OwnAddress;
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  /** A phone that missed the end of its credentials subscribes with them. */
  onEndedCredential(credential: SipCredential): void;
};

type Asked = { readonly transaction: ServerTransaction; readonly credential: SipCredential };

type Granted = {
  readonly engine: SipEngine;
  readonly transaction: ServerTransaction;
  readonly view: View;
  readonly subject: Subject;
  readonly expiresSeconds: number;
  readonly nowMs: number;
};

/** A phone with three expansion modules has about 120 keys. */
const SUBSCRIPTIONS_A_PHONE = 200;
/** A start takes less. */
const RETRY_AFTER_RESTART_SECONDS = 30;

/**
 * Who watches what: lamps for users and desks, the message lamp, presence (RFC 6665). A subscription lives as long
 * as the credentials that it was made with. It is kept in memory only: after a restart a phone hears 481 when it
 * refreshes, and subscribes anew.
 */
export class Subscriptions {
  readonly #deps: Deps;
  readonly #index = new SubscriptionIndex();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get count(): number {
    return this.#index.count;
  }

  /** Whether a request is in the dialog of a subscription. */
  has(request: SipRequest): boolean {
    return this.#index.ofDialog(request) !== undefined;
  }

  /** A SUBSCRIBE, new or in its dialog. */
  async receive(transaction: ServerTransaction, nowMs: number): Promise<void> {
    const { authenticator, gate, onEndedCredential, run } = this.#deps;
    const checked = await authenticator.check(transaction.request, 'Authorization', nowMs);
    if (!gate.checked(checked, transaction, nowMs)) return transaction.abandon();
    if (checked.is === 'challenge') {
      return transaction.replyStatelessly(401, { headers: [['WWW-Authenticate', checked.header]] });
    }
    if (checked.is === 'refused') return transaction.replyStatelessly(403);
    if (checked.is === 'ended') onEndedCredential(checked.credential);
    run((engine, atMs) => {
      if (checked.is !== 'live') return transaction.reply(403, atMs);
      const asked = { transaction, credential: checked.credential };
      if (tagOf(toOf(transaction.request)) === undefined) this.#begin(engine, asked, atMs);
      else this.#refresh(asked, atMs);
    });
  }

  /** Something about a call has changed. */
  callChanged({ deskId, owner }: DeskCall): void {
    this.#look(owner === null ? [`desk ${deskId}`] : [`desk ${deskId}`, `user ${owner}`]);
  }

  /** @param former who sat there before */
  deskChanged(deskId: DeskId, former: UserId | undefined): void {
    const { directory } = this.#deps;
    const live = new Set(directory.desk(deskId)?.credentials.map(({ authName }) => authName));
    const occupant = directory.desk(deskId)?.occupant?.userId;
    const users = [former, occupant].flatMap((userId): Subject[] => (userId ? [`user ${userId}`] : []));
    this.#endDeadOf(deskId, live);
    this.#look([`desk ${deskId}`, ...new Set(users)]);
  }

  /** Somebody was renamed, has another number, or is no more; or other messages wait for them. */
  userChanged(userId: UserId): void {
    const desks = this.#deps.directory.desksOfUser(userId);
    this.#look([`user ${userId}`, ...desks.map(({ deskId }): Subject => `desk ${deskId}`)]);
  }

  /** By another way a phone is reached there. One that started anew may know nothing of all this: it is asked. */
  phoneChanged(credential: SipCredential, { isSamePhone, from, to }: PhoneChange): void {
    this.#deps.run((_, nowMs) => {
      for (const watcher of this.#index.ofAccount(credential)) {
        const { subscription } = watcher;
        const isThere = isSamePhone && subscription.flow.id === from.id;
        if (isThere || subscription.isStranded) {
          this.#index.moving(watcher, () => subscription.moveTo(to, nowMs));
        }
        if (!isSamePhone && subscription.flow.id === to.id) subscription.askWhetherKnown(nowMs);
      }
    });
  }

  flowFailed(flow: Flow, nowMs: number): void {
    for (const { subscription } of this.#index.ofFlow(flow)) subscription.strand(nowMs);
  }

  /** The server goes down: phones are told when to come again. */
  endAll(): void {
    this.#deps.run((_, nowMs) => {
      for (const { subscription } of this.#index.all())
        subscription.end('probation', nowMs, RETRY_AFTER_RESTART_SECONDS);
    });
  }

  #begin(engine: SipEngine, { transaction, credential }: Asked, nowMs: number): void {
    const view = this.#viewOf(transaction.request, credential);
    const subject = view === undefined ? 403 : this.#deps.numbers.subjectOf(view);
    if (view === undefined || typeof subject === 'number') return transaction.reply(Number(subject), nowMs);
    if (this.#index.ofAccount(credential).length >= SUBSCRIPTIONS_A_PHONE) {
      return transaction.reply(403, nowMs, { reason: 'Too many subscriptions' });
    }
    const decision = decideSubscribe(transaction.request, view.package);
    if (decision.kind === 'accept') {
      return this.#open({ engine, transaction, view, subject, nowMs, ...decision });
    }
    return transaction.reply(decision.status, nowMs, { headers: decision.headers });
  }

  #viewOf(request: SipRequest, subscriber: SipCredential): View | undefined {
    const own = packageOf(request);
    const tenantId = this.#deps.directory.desk(subscriber.deskId)?.tenantId;
    const user = parseSipUri(request.uri)?.user ?? '';
    // So a phone calls itself that registers by the name of its credentials.
    const number = user === subscriber.authName ? subscriber.extension : user;
    return own && tenantId && { package: own, subscriber, tenantId, number };
  }

  #open({ engine, transaction, view, subject, expiresSeconds, nowMs }: Granted): void {
    const { request, localTag } = transaction;
    const { numbers, own, secrets } = this.#deps;
    const { authName } = view.subscriber;
    const dialog = subscriptionDialog(request, localTag);
    const event = parseEvent(request.headers.get('Event'));
    if (dialog === undefined || event === undefined) {
      return transaction.reply(400, nowMs, { reason: 'Malformed Contact' });
    }
    const dialogKey = dialogKeyOf(request, localTag);
    // What lives on below holds nothing of the request.
    const scheme = parseSipUri(request.uri)?.scheme;
    const subscription = new Subscription({
      ...{ engine, transaction, dialog, event, package: view.package, expiresSeconds, nowMs },
      account: { username: authName, password: secrets.sipSecret(authName) },
      watched: { document: (version) => numbers.document(view, version) },
      contact: (flow) => own.contact(flow, scheme),
      onEnded: () => this.#index.remove(dialogKey),
    });
    if (!subscription.isOver) this.#index.add({ subscription, dialogKey, view, subject });
  }

  #refresh({ transaction, credential }: Asked, nowMs: number): void {
    const { request } = transaction;
    const watcher = this.#index.ofDialog(request);
    const event = parseEvent(request.headers.get('Event'));
    // RFC 6665 4.1.2.2, 4.5.2: no second subscription in a dialog.
    if (watcher === undefined || event === undefined || !isSameEvent(watcher.subscription.event, event))
      return transaction.reply(481, nowMs);
    const { subscription, view } = watcher;
    if (view.subscriber.authName !== credential.authName) return transaction.reply(403, nowMs);
    const decision = decideSubscribe(request, view.package);
    if (decision.kind === 'reject') {
      return transaction.reply(decision.status, nowMs, { headers: decision.headers });
    }
    this.#index.moving(watcher, () => subscription.refresh(transaction, decision.expiresSeconds, nowMs));
  }

  /** Credentials have ended: so has all that was subscribed to with them. */
  #endDeadOf(deskId: DeskId, live: ReadonlySet<AuthName>): void {
    const dead = this.#index.ofDesk(deskId).filter(({ view }) => !live.has(view.subscriber.authName));
    if (dead.length === 0) return;
    this.#deps.run((_, nowMs) => {
      for (const { subscription } of dead) subscription.end('noresource', nowMs);
    });
  }

  #look(subjects: readonly Subject[]): void {
    const watchers = new Set(subjects.flatMap((subject) => this.#index.ofSubject(subject)));
    if (watchers.size === 0) return;
    this.#deps.run((_, nowMs) => {
      for (const watcher of watchers) this.#lookAgain(watcher, nowMs);
    });
  }

  /** The number may be somebody else's by now. */
  #lookAgain({ subscription, view, subject }: Watcher, nowMs: number): void {
    if (this.#deps.numbers.subjectOf(view) === subject) subscription.look(nowMs);
    else subscription.end('noresource', nowMs);
  }
}

import { afterRemoteRequest, type Dialog, requestInDialog } from '../dialog/dialog.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import { cseqOf, numberOf, type SipRequest, type SipResponse } from '../message/message.ts';
import type { ServerTransaction } from '../server-transaction.ts';
import { DigestClient, type SipAccount } from '../uac/digest-client.ts';
import type { EventPackage } from './decide-subscribe.ts';
import { type EventHeader, serializeEvent } from './event-header.ts';
import {
  type EndReason,
  type SubscriptionInput,
  type SubscriptionOutput,
  type SubscriptionState,
  type SubscriptionStep,
  startSubscription,
  stepSubscription,
} from './subscription-state.ts';

/** What is watched, as this subscriber may see it. */
export type Watched = {
  /** The document of NOTIFY number `version`, counted from 0; undefined when there is nothing to be seen. */
  document(version: number): string | undefined;
};

/** What stays of it: not the request that it began with. */
type Surroundings = {
  engine: SipEngine;
  watched: Watched;
  contact(flow: Flow): string;
  onEnded(): void;
};

type Args = Surroundings & {
  transaction: ServerTransaction;
  dialog: Dialog;
  event: EventHeader;
  package: EventPackage;
  expiresSeconds: number;
  /** Whose phone it is: it may challenge a NOTIFY. */
  account: SipAccount;
  nowMs: number;
};

const encoder = new TextEncoder();

/** One subscription at work: its dialog, its NOTIFYs in their transactions, its times. */
export class Subscription {
  readonly event: EventHeader;
  readonly package: EventPackage;
  readonly #around: Surroundings;
  readonly #digest: DigestClient;
  readonly #clock: { wake: ((nowMs: number) => void) | undefined };
  readonly #wakes = new Set<number>();
  #dialog: Dialog;
  #flow: Flow;
  #state: SubscriptionState;
  #version = 0;
  /** What was told last, as if it had been the first. */
  #told: string | undefined;

  constructor(args: Args) {
    const { engine, watched, contact, onEnded } = args;
    this.#around = { engine, watched, contact, onEnded };
    this.event = args.event;
    this.package = args.package;
    this.#dialog = args.dialog;
    this.#flow = args.transaction.flow;
    this.#digest = new DigestClient(args.engine, args.account);
    this.#clock = { wake: (nowMs) => this.#step({ is: 'due' }, nowMs) };
    const { expiresSeconds, nowMs } = args;
    this.#accept(args.transaction, expiresSeconds, nowMs);
    const first = startSubscription({ expiresSeconds, isAllowed: true }, this.#at(nowMs));
    this.#state = first.state;
    this.#perform(first, nowMs);
  }

  get flow(): Flow {
    return this.#flow;
  }

  get isOver(): boolean {
    return this.#state.at === 'terminated';
  }

  /** Its connection broke, and the phone has not come by another one. */
  get isStranded(): boolean {
    return 'strandedUntilMs' in this.#state && this.#state.strandedUntilMs !== undefined;
  }

  /** A SUBSCRIBE in the dialog, granted for so long; 0 ends it. */
  refresh(transaction: ServerTransaction, expiresSeconds: number, nowMs: number): void {
    const next = afterRemoteRequest(this.#dialog, transaction.request);
    if (next === 'out-of-order') return transaction.reply(500, nowMs);
    this.#dialog = next;
    this.#flow = transaction.flow;
    this.#accept(transaction, expiresSeconds, nowMs);
    this.#step({ is: 'subscribe', expiresSeconds }, nowMs);
  }

  /** What is watched may have changed. */
  look(nowMs: number): void {
    this.#step({ is: 'state', isNews: this.#around.watched.document(0) !== this.#told }, nowMs);
  }

  /** Tells the state once more: whether the phone still knows of the subscription shows in what it answers. */
  askWhetherKnown(nowMs: number): void {
    this.#step({ is: 'state', isNews: true }, nowMs);
  }

  end(reason: EndReason, nowMs: number, retryAfterSeconds?: number): void {
    this.#step({ is: 'end', reason, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }, nowMs);
  }

  /** The phone comes by another way now. */
  moveTo(flow: Flow, nowMs: number): void {
    this.#flow = flow;
    this.#step({ is: 'moved' }, nowMs);
  }

  /** Its connection broke. */
  strand(nowMs: number): void {
    this.#step({ is: 'stranded' }, nowMs);
  }

  #accept(transaction: ServerTransaction, expiresSeconds: number, nowMs: number): void {
    transaction.reply(200, nowMs, {
      headers: [
        ['Expires', String(expiresSeconds)],
        ['Contact', `<${this.#around.contact(transaction.flow)}>`],
      ],
    });
  }

  #at(nowMs: number) {
    return { nowMs, spacingMs: this.package.spacingMs };
  }

  #step(input: SubscriptionInput, nowMs: number): void {
    const step = stepSubscription(this.#state, input, this.#at(nowMs));
    this.#state = step.state;
    this.#perform(step, nowMs);
  }

  #perform({ outputs }: SubscriptionStep, nowMs: number): void {
    for (const output of outputs) {
      if (output.do === 'notify') this.#notify(output, nowMs);
      else if (output.do === 'wake') this.#wakeAt(output.atMs);
      else this.#end();
    }
  }

  #notify(output: Extract<SubscriptionOutput, { do: 'notify' }>, nowMs: number): void {
    const { watched, contact } = this.#around;
    this.#told = output.hasState ? watched.document(0) : undefined;
    const document = output.hasState ? watched.document(this.#version) : undefined;
    this.#version += 1;
    const headers: Array<[string, string]> = [
      ['Contact', `<${contact(this.#flow)}>`],
      ['Event', serializeEvent(this.event)],
      ['Subscription-State', output.subscriptionState],
    ];
    if (document !== undefined) headers.push(['Content-Type', this.package.contentType]);
    const body = encoder.encode(document ?? '');
    const { dialog, request } = requestInDialog(this.#dialog, 'NOTIFY', { headers, body });
    this.#dialog = dialog;
    const sent = this.#digest.send(request, this.#flow, {
      nowMs,
      user: {
        response: (response, atMs) => {
          if (response.status < 200) return;
          this.#noteCseq(sent.request);
          this.#answered(response, atMs);
        },
        failed: (why, atMs) => {
          this.#noteCseq(sent.request);
          this.#step(why === 'flow' ? { is: 'stranded' } : { is: 'answered', status: 408 }, atMs);
        },
      },
    });
  }

  #answered(response: SipResponse, nowMs: number): void {
    const { status } = response;
    if (status >= 300) this.#told = undefined;
    const retryAfterSeconds = numberOf(response, 'Retry-After');
    this.#step(
      { is: 'answered', status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
      nowMs,
    );
  }

  /** A challenge that was answered took the next number. */
  #noteCseq(request: SipRequest): void {
    this.#dialog = { ...this.#dialog, localCseq: cseqOf(request)?.number ?? this.#dialog.localCseq };
  }

  #wakeAt(atMs: number): void {
    if (this.#wakes.has(atMs)) return;
    this.#wakes.add(atMs);
    wakeLater({ engine: this.#around.engine, clock: this.#clock, wakes: this.#wakes, atMs });
  }

  #end(): void {
    this.#clock.wake = undefined;
    this.#around.onEnded();
  }
}

type Waking = {
  engine: SipEngine;
  clock: { wake: ((nowMs: number) => void) | undefined };
  wakes: Set<number>;
  atMs: number;
};

/** Outside of the class: what waits for its time must not hold on to a subscription that is over. */
function wakeLater({ engine, clock, wakes, atMs }: Waking): void {
  engine.at(atMs, (nowMs) => {
    wakes.delete(atMs);
    clock.wake?.(nowMs);
  });
}

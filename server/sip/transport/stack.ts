import type { Clock } from '#server/ports/clock.ts';
import { type Log, reasonOf, silentLog } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow, FlowFailure } from '../flow.ts';

/** What a socket does for the engine. */
export type Transport = {
  /** Whether this flow is one of its own, and alive. */
  owns(flow: Flow): boolean;
  send(flow: Flow, bytes: Uint8Array): void;
  /** Ends one connection. Where there are none it is not there. */
  drop?(flow: Flow): void;
  close(): Promise<void>;
};

/** What the sockets tell. */
export type TransportUser = {
  received(flow: Flow, bytes: Uint8Array): void;
  failed(flow: Flow, failure?: FlowFailure): void;
};

/** Joins an engine with sockets, a clock and one timer for all its deadlines. */
export class SipStack implements TransportUser {
  readonly #clock: Clock;
  readonly #scheduler: Scheduler;
  readonly #log: Log;
  readonly #transports: Transport[] = [];
  #engine: SipEngine | undefined;
  #armedForMs: number | undefined;
  #disarm: () => void = () => {};

  constructor(clock: Clock, scheduler: Scheduler, log: Log = silentLog) {
    this.#clock = clock;
    this.#scheduler = scheduler;
    this.#log = log;
  }

  drive(engine: SipEngine): void {
    this.#engine = engine;
  }

  add(transport: Transport): void {
    this.#transports.push(transport);
  }

  send(flow: Flow, bytes: Uint8Array): void {
    const transport = this.#transports.find((one) => one.owns(flow));
    if (transport !== undefined) return transport.send(flow, bytes);
    // The engine is in the middle of a step: it hears of the dead flow after it.
    this.#scheduler.after(0, () => this.failed(flow));
  }

  drop(flow: Flow): void {
    this.#transports.find((one) => one.owns(flow))?.drop?.(flow);
  }

  received(flow: Flow, bytes: Uint8Array): void {
    this.#guarded((engine, nowMs) => engine.receive(flow, bytes, nowMs));
  }

  failed(flow: Flow, failure?: FlowFailure): void {
    this.#guarded((engine, nowMs) => engine.flowFailed(flow, nowMs, failure));
  }

  /** Lets the engine do something, and looks when it wants to be woken next. */
  run<T>(work: (engine: SipEngine, nowMs: number) => T): T | undefined {
    if (this.#engine === undefined) return undefined;
    const result = work(this.#engine, this.#clock.nowMs());
    this.#arm(this.#engine);
    return result;
  }

  /** A bug that a message or a timer wakes ends there: whoever sent it must not end the process by it. */
  #guarded(work: (engine: SipEngine, nowMs: number) => void): void {
    try {
      this.run(work);
    } catch (error) {
      this.#log.error('a SIP message met a bug', { error: reasonOf(error) });
      if (this.#engine !== undefined) this.#arm(this.#engine);
    }
  }

  async close(): Promise<void> {
    this.#disarm();
    this.#engine = undefined;
    await Promise.all(this.#transports.map((transport) => transport.close()));
  }

  #arm(engine: SipEngine): void {
    const nextMs = engine.nextDeadlineMs();
    if (nextMs === undefined || (this.#armedForMs !== undefined && this.#armedForMs <= nextMs)) return;
    this.#disarm();
    this.#armedForMs = nextMs;
    this.#disarm = this.#scheduler.after(Math.max(0, nextMs - this.#clock.nowMs()), () => {
      this.#armedForMs = undefined;
      this.#guarded((own, nowMs) => own.tick(nowMs));
    });
  }
}

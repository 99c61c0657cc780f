import type { Flow } from './flow.ts';
import type { SipRequest, SipResponse } from './message/message.ts';
import { type ResponseMore, respondTo } from './message/respond.ts';

/** What the engine lets a server transaction do. */
export type ServerTransactionPort = {
  readonly flow: Flow;
  readonly localTag: string;
  readonly lastStatus: number | undefined;
  respond(response: SipResponse, nowMs: number): void;
  abandon(): void;
  /** A tag that the same request gets whenever it comes. */
  statelessTag(): string;
  respondStatelessly(response: SipResponse): void;
};

/** A request that came in, and the way to answer it: what a transaction user holds. */
export class ServerTransaction {
  readonly request: SipRequest;
  /**
   * A CANCEL came (RFC 3261 9.2); it has been answered. Answer the INVITE with 487. Until somebody listens here, the
   * INVITE is answered so of itself: whoever takes it up after waiting for something looks at `hasFinal` first.
   */
  onCancel: ((nowMs: number) => void) | undefined;
  /** No ACK came for our final response, or the flow failed. */
  onTimeout: ((nowMs: number) => void) | undefined;
  readonly #port: ServerTransactionPort;

  constructor(request: SipRequest, port: ServerTransactionPort) {
    this.request = request;
    this.#port = port;
  }

  /** The way to whoever sent it, as last heard: it may be sent again by another one. */
  get flow(): Flow {
    return this.#port.flow;
  }

  /** Our tag for the dialog that this request may make. */
  get localTag(): string {
    return this.#port.localTag;
  }

  get hasFinal(): boolean {
    return (this.#port.lastStatus ?? 100) >= 200;
  }

  /** Sends a response of our own making; every one but 100 carries our tag. */
  reply(status: number, nowMs: number, more: ResponseMore = {}): void {
    const tagged = status === 100 ? more : { toTag: this.localTag, ...more };
    this.respond(respondTo(this.request, status, tagged), nowMs);
  }

  /** Sends a response as it is: a proxy passes one on. After a final one only further 2xx to an INVITE go out. */
  respond(response: SipResponse, nowMs: number): void {
    this.#port.respond(response, nowMs);
  }

  /**
   * RFC 3261 8.2.7: answers, and keeps nothing of the request; if it comes again it is answered anew. For challenges:
   * who has proved nothing costs no memory. Before any other response only.
   */
  replyStatelessly(status: number, more: ResponseMore = {}): void {
    const toTag = this.#port.statelessTag();
    this.#port.respondStatelessly(respondTo(this.request, status, { toTag, ...more }));
  }

  /** Leaves the request without an answer: for who must not get one. Nothing is kept of it. */
  abandon(): void {
    this.#port.abandon();
  }
}

import type { Random } from '#server/ports/random.ts';
import type { ClientTransaction, ClientTransactionUser } from './client-transaction.ts';
import { ClientTransactions } from './client-transactions.ts';
import { Deadlines } from './deadlines.ts';
import { Door, type DoorKeeper } from './door.ts';
import type { Flow, FlowFailure, Peer } from './flow.ts';
import { defaultLimits, type MessageLimits } from './message/limits.ts';
import type { SipMessage, SipRequest } from './message/message.ts';
import { parseMessage, type SipParseError } from './message/parse.ts';
import { serializeMessage } from './message/serialize.ts';
import { validateRequest } from './message/validate.ts';
import { noteSource, wayBack } from './received.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { ServerTransactions } from './server-transactions.ts';
import { statelessTagSource, tagSource } from './tag-source.ts';
import { rfcTimers, type TimerTable } from './transaction/timers.ts';

/** Who decides what requests mean. */
export type TransactionUser = DoorKeeper & {
  /** A new request; every one must get a final response some time. Never an ACK, never a CANCEL. */
  onRequest(transaction: ServerTransaction, nowMs: number): void;
  /** An ACK for a 2xx: end to end, in no transaction (RFC 3261 13.2.2.4). */
  onAck(ack: SipRequest, flow: Flow, nowMs: number): void;
  /** A connection broke: nobody is behind it any more. */
  onFlowFailed?(flow: Flow, nowMs: number, failure?: FlowFailure): void;
  /** A request is not answered, because there is no way back to its sender. */
  onAnswerLost?(request: SipRequest, flow: Flow): void;
};

export type SipEngineDeps = {
  readonly random: Random;
  readonly user: TransactionUser;
  /** Puts bytes on a flow. Must not throw; a flow that is dead is told by `flowFailed`. */
  send(flow: Flow, bytes: Uint8Array): void;
  /** Ends a connection whose peer is not wanted. */
  drop?(flow: Flow): void;
  /** A connection to a peer. Where this is absent, an answer whose connection is gone is lost. */
  readonly flowTo?: (peer: Peer) => Flow;
  /** Our address as the peers of a flow know it, for Via. */
  sentBy(flow: Flow): { host: string; port: number };
  readonly timers?: TimerTable;
  readonly limits?: MessageLimits;
  /** For the curious: every message that came or went (a response once, however often), and what could not be read. */
  observe?(what: 'in' | 'out' | 'unreadable', message: SipMessage | SipParseError): void;
};

export type SipEngine = {
  /** The bytes of one datagram or of one framed message. */
  receive(flow: Flow, bytes: Uint8Array, nowMs: number): void;
  /** Sends a request in a client transaction. Via is put on top; the rest is the caller's. */
  request(
    request: SipRequest,
    flow: Flow,
    on: { user: ClientTransactionUser; nowMs: number },
  ): ClientTransaction;
  /** Sends an ACK for a 2xx, outside any transaction, with a Via of its own. */
  sendAck(ack: SipRequest, flow: Flow): void;
  /** Everything that is due by now. */
  tick(nowMs: number): void;
  nextDeadlineMs(): number | undefined;
  /** Does something at a time: for what is built upon transactions, such as 2xx retransmissions. */
  at(atMs: number, task: (nowMs: number) => void): void;
  /** A connection broke or bytes could not be sent: its transactions end. */
  flowFailed(flow: Flow, nowMs: number, failure?: FlowFailure): void;
  newTag(): string;
  readonly timers: TimerTable;
  readonly transactionCount: number;
};

/** SIP's transaction layer (RFC 3261 17) without a socket and without a clock. */
export function createSipEngine(deps: SipEngineDeps): SipEngine {
  const timers = deps.timers ?? rfcTimers;
  const limits = deps.limits ?? defaultLimits;
  const deadlines = new Deadlines();
  const pack = (message: SipMessage): Uint8Array => {
    deps.observe?.('out', message);
    return serializeMessage(message);
  };
  const sendBytes = (flow: Flow, bytes: Uint8Array): void => deps.send(flow, bytes);
  const send = (flow: Flow, message: SipMessage): void => sendBytes(flow, pack(message));
  const newTag = tagSource(deps.random);
  const door = new Door({ keeper: deps.user, send, drop: (flow) => deps.drop?.(flow), newTag });
  const shared = { timers, deadlines, send, newTag };
  const servers = new ServerTransactions({
    ...shared,
    pack,
    sendBytes,
    statelessTag: statelessTagSource(deps.random),
    admits: (request, flow, nowMs) => door.admits(request, flow, nowMs),
    onRequest: (transaction, nowMs) => deps.user.onRequest(transaction, nowMs),
    flowTo: deps.flowTo,
    onAnswerLost: (request, flow) => deps.user.onAnswerLost?.(request, flow),
  });
  const clients = new ClientTransactions({ ...shared, sentBy: deps.sentBy });

  const receiveRequest = (source: Flow, request: SipRequest, nowMs: number): void => {
    const refusal = validateRequest(request);
    const flow = wayBack(request, source);
    if (refusal !== undefined) return door.refuseMalformed(request, refusal, { flow, nowMs });
    noteSource(request, source);
    if (request.method === 'ACK') {
      if (!servers.ack(request, nowMs)) deps.user.onAck(request, flow, nowMs);
    } else if (request.method === 'CANCEL') servers.cancel(request, flow, nowMs);
    else servers.receive(request, flow, nowMs);
  };

  return {
    receive(flow, bytes, nowMs) {
      const parsed = parseMessage(bytes, limits);
      if (!parsed.ok) {
        deps.observe?.('unreadable', parsed.error);
        const { status, request, message } = parsed.error;
        const reason = status === 505 ? 'Version Not Supported' : `Bad Request: ${message}`;
        if (status === undefined || request === undefined || door.shutsOut(request.headers, flow)) return;
        door.refuseMalformed(request, { status, reason }, { flow, nowMs });
        return;
      }
      deps.observe?.('in', parsed.value);
      if (parsed.value.kind === 'response') clients.receive(parsed.value, nowMs);
      else if (!door.shutsOut(parsed.value.headers, flow)) receiveRequest(flow, parsed.value, nowMs);
    },
    request: (request, flow, on) => clients.start(request, flow, on),
    sendAck(ack, flow) {
      send(flow, clients.withVia(ack, flow));
    },
    tick(nowMs) {
      for (let next = deadlines.takeDue(nowMs); next !== undefined; next = deadlines.takeDue(nowMs))
        next.due(nowMs);
    },
    nextDeadlineMs: () => deadlines.nextMs(),
    at: (atMs, due) => deadlines.add({ atMs, due }),
    timers,
    flowFailed(flow, nowMs, failure) {
      servers.flowFailed(flow, nowMs);
      clients.flowFailed(flow, nowMs);
      deps.user.onFlowFailed?.(flow, nowMs, failure);
    },
    newTag,
    get transactionCount() {
      return servers.count + clients.count;
    },
  };
}

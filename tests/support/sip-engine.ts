import {
  createSipEngine,
  type SipEngine,
  type SipEngineDeps,
  type TransactionUser,
} from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import type { SipMessage, SipRequest, SipResponse } from '#server/sip/message/message.ts';
import { parseMessage } from '#server/sip/message/parse.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { seededRandom } from '../fakes/seeded-random.ts';

export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** A message as it is written down: lines, a blank one, the body. */
export const wire = (head: readonly string[], body = ''): Uint8Array =>
  bytesOf(`${head.join('\r\n')}\r\n\r\n${body}`);

export function parsed(bytes: Uint8Array): SipMessage {
  const result = parseMessage(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export function parsedRequest(bytes: Uint8Array): SipRequest {
  const message = parsed(bytes);
  if (message.kind !== 'request') throw new Error('a response');
  return message;
}

export const flowTo = (port: number, transport: Flow['transport'] = 'udp'): Flow => ({
  id: `${transport} 192.0.2.1:5060 192.0.2.9:${port}`,
  transport,
  local: { address: '192.0.2.1', port: 5060 },
  remote: { address: '192.0.2.9', port },
});

/** One engine with nobody at the other end: what it sends is kept, what it is asked is kept. */
export type Bench = {
  readonly engine: SipEngine;
  readonly requests: ServerTransaction[];
  readonly acks: SipRequest[];
  /** By which way each message went. */
  readonly sentTo: Flow[];
  readonly dropped: Flow[];
  /** What went out since the last look. */
  sent(): SipMessage[];
  sentRequests(): SipRequest[];
  sentResponses(): SipResponse[];
};

export function bench(user: Partial<TransactionUser> = {}, more: Pick<SipEngineDeps, 'flowTo'> = {}): Bench {
  const out: Uint8Array[] = [];
  const requests: ServerTransaction[] = [];
  const acks: SipRequest[] = [];
  const sentTo: Flow[] = [];
  const dropped: Flow[] = [];
  const engine = createSipEngine({
    ...more,
    random: seededRandom(1),
    user: {
      ...user,
      onRequest(transaction, nowMs) {
        requests.push(transaction);
        user.onRequest?.(transaction, nowMs);
      },
      onAck(ack, flow, nowMs) {
        acks.push(ack);
        user.onAck?.(ack, flow, nowMs);
      },
    },
    send: (flow, bytes) => {
      sentTo.push(flow);
      out.push(bytes);
    },
    drop: (flow) => void dropped.push(flow),
    sentBy: () => ({ host: '192.0.2.1', port: 5060 }),
  });
  const sent = (): SipMessage[] => out.splice(0).map(parsed);
  return {
    engine,
    requests,
    acks,
    sentTo,
    dropped,
    sent,
    sentRequests: () => sent().filter((one) => one.kind === 'request'),
    sentResponses: () => sent().filter((one) => one.kind === 'response'),
  };
}

/** Lets time pass until `toMs`, doing everything at its own moment. */
export function runUntil(engine: SipEngine, toMs: number): void {
  for (let next = engine.nextDeadlineMs(); next !== undefined && next <= toMs; next = engine.nextDeadlineMs())
    engine.tick(next);
  engine.tick(toMs);
}

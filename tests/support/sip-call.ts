import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipRequest, toOf } from '#server/sip/message/message.ts';
import { forwardRequest } from '#server/sip/proxy/forward-request.ts';
import { ProxiedRequest } from '#server/sip/proxy/proxied-request.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import { OutgoingCall } from '#server/sip/uac/outgoing-call.ts';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';
import type { FakeNetwork } from '../fakes/link.ts';

export const CALLER = '192.0.2.11';
export const PROXY = '192.0.2.1';
export const CALLEE = '192.0.2.12';
export const OFFER =
  'v=0\r\no=- 1 1 IN IP4 192.0.2.11\r\ns=-\r\nc=IN IP4 192.0.2.11\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n';
export const ANSWER = OFFER.replaceAll('192.0.2.11', '192.0.2.12');

/** What the phone that is called does. */
export type Manners = 'answers' | 'answers and hangs up' | 'is busy' | 'rings on';

/** A phone that is called, in its own engine. */
export function addCallee(network: FakeNetwork, manners: Manners, log: string[]): void {
  let call: AnsweredCall | undefined;
  const answerLate = (transaction: ServerTransaction, nowMs: number): void => {
    log.push('callee: read a message');
    engine.at(nowMs + 1_200, (atMs) => transaction.reply(200, atMs));
  };
  const engine: SipEngine = network.add(CALLEE, {
    onRequest(transaction, nowMs) {
      if (call?.owns(transaction.request)) return call.receive(transaction, nowMs);
      if (transaction.request.method === 'MESSAGE') return answerLate(transaction, nowMs);
      if (transaction.request.method !== 'INVITE') return transaction.reply(481, nowMs);
      const called = new AnsweredCall({
        engine,
        transaction,
        contact: `sip:102@${CALLEE}`,
        user: {
          digit: (digit) => log.push(`callee heard ${digit}`),
          offer: () => ANSWER,
          hungUp: () => log.push('callee: the other hung up'),
          byeAnswered: () => log.push('callee: BYE answered'),
        },
      });
      call = called;
      if (manners === 'is busy') return called.reject(486, nowMs);
      called.ring(nowMs);
      // A phone does not ring for ever: a CANCEL may never come.
      if (manners === 'rings on') return engine.at(nowMs + 300_000, (atMs) => called.reject(480, atMs));
      engine.at(nowMs + 2_000, (atMs) => called.accept(ANSWER, atMs));
      if (manners === 'answers and hangs up') engine.at(nowMs + 60_000, (atMs) => called.hangUp(atMs));
    },
    onAck(ack, _flow, nowMs) {
      if (call?.owns(ack)) call.ack(ack, nowMs);
    },
  });
}

/** A phone that calls `to`; hangs up after a while. */
export function addCaller(
  network: FakeNetwork,
  to: string,
  { hangUpAfterMs, log }: { hangUpAfterMs: number; log: string[] },
): void {
  let call: OutgoingCall | undefined;
  const engine: SipEngine = network.add(CALLER, {
    onRequest: (transaction, nowMs) =>
      call?.owns(transaction.request) ? call.receive(transaction, nowMs) : transaction.reply(481, nowMs),
    onAck: (ack, _flow, nowMs) => call?.ack(ack, nowMs),
  });
  call = new OutgoingCall({
    engine,
    digest: new DigestClient(engine, { username: '101', password: 'secret' }),
    flow: network.flow(CALLER, to),
    target: `sip:102@${to}`,
    from: `<sip:101@${to}>`,
    contact: `sip:101@${CALLER}`,
    sdp: OFFER,
    nowMs: network.nowMs,
    user: {
      answered: (sdp) => log.push(sdp === ANSWER ? 'caller: answered' : 'caller: a wrong answer'),
      ended: (status) => log.push(`caller: over with ${status}`),
    },
  });
  const own = call;
  engine.at(network.nowMs + hangUpAfterMs, (nowMs) => own.hangUp(nowMs));
}

/** A phone that sends a message which asks for no dialog, at the beginning. */
export function addMessenger(network: FakeNetwork, to: string, log: string[]): void {
  const engine: SipEngine = network.add(CALLER, {
    onRequest: (transaction, nowMs) => transaction.reply(481, nowMs),
    onAck() {},
  });
  const headers = new Headers()
    .append('From', `<sip:101@${to}>;tag=${engine.newTag()}`)
    .append('To', `<sip:102@${to}>`)
    .append('Call-ID', engine.newTag())
    .append('CSeq', '1 MESSAGE')
    .append('Max-Forwards', '70');
  const message = {
    kind: 'request',
    method: 'MESSAGE',
    uri: `sip:102@${to}`,
    headers,
    body: noBody,
  } as const;
  engine.request(message, network.flow(CALLER, to), {
    nowMs: network.nowMs,
    user: {
      response: ({ status }) => log.push(`caller: over with ${status}`),
      failed: (why) => log.push(`caller: over with ${why}`),
    },
  });
}

/** A proxy that takes every call to the callee, and every request of it to the other side, by the way it was heard. */
export function addProxy(network: FakeNetwork, targets: readonly string[] = [CALLEE]): void {
  const recordRoutes = [`<sip:${PROXY};lr>`];
  let toCaller = network.flow(PROXY, CALLER);
  const otherSide = (request: SipRequest): Flow =>
    request.uri.includes(CALLER) ? toCaller : network.flow(PROXY, CALLEE);
  const engine: SipEngine = network.add(PROXY, {
    onRequest(transaction: ServerTransaction, nowMs) {
      const { request } = transaction;
      if (otherSide(request) !== toCaller) toCaller = transaction.flow;
      const isFirst = request.method === 'INVITE' && toOf(request)?.params.has('tag') === false;
      new ProxiedRequest({
        engine,
        transaction,
        nowMs,
        targets: isFirst
          ? targets.map((to) => ({ uri: `sip:102@${to}`, flow: network.flow(PROXY, to), recordRoutes }))
          : [{ uri: request.uri, flow: otherSide(request) }],
      });
    },
    onAck(ack) {
      const forwarded = forwardRequest(ack, { uri: ack.uri });
      if (forwarded !== undefined) engine.sendAck(forwarded, otherSide(ack));
    },
  });
}

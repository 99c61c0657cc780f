import { systemClock } from '#server/ports/clock.ts';
import { silentLog } from '#server/ports/log.ts';
import { systemRandom } from '#server/ports/random.ts';
import { systemScheduler } from '#server/ports/scheduler.ts';
import type { PhoneAccount } from '#server/sim/makes/make.ts';
import { createSipEngine, type SipEngine } from '#server/sip/engine.ts';
import { type Flow, hostOf, type Peer } from '#server/sip/flow.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { bodyText, noBody, type SipRequest, type SipResponse } from '#server/sip/message/message.ts';
import { Connections } from '#server/sip/transport/connections.ts';
import { flowFinder } from '#server/sip/transport/flow-to.ts';
import { SipStack } from '#server/sip/transport/stack.ts';
import { openUdp } from '#server/sip/transport/udp.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import { OutgoingCall } from '#server/sip/uac/outgoing-call.ts';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';

export const sdpAt = (address: string, port = 40_000): string => {
  const where = `IN IP${address.includes(':') ? 6 : 4} ${address}`;
  return `v=0\r\no=- 1 1 ${where}\r\ns=-\r\nc=${where}\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0\r\n`;
};

export type SocketPhone = Awaited<ReturnType<typeof openSocketPhone>>;
type Heard = { readonly request: SipRequest; readonly over: Flow['transport'] };
type Register = { callId: string; headers?: ReadonlyArray<readonly [string, string]>; contact?: string };

/** A phone with sockets of its own, which may go by any way. It answers what it is called by, and takes what it is told. */
export async function openSocketPhone(account: PhoneAccount, address = '127.0.0.1') {
  const stack = new SipStack(systemClock, systemScheduler);
  const heard: Heard[] = [];
  const waiting: Array<{ method: string; resolve(heard: Heard): void }> = [];
  const calls: Array<AnsweredCall | OutgoingCall> = [];
  const user = account.user;
  let cseq = 0;
  const engine: SipEngine = createSipEngine({
    random: systemRandom,
    send: (flow, bytes) => stack.send(flow, bytes),
    sentBy: () => ({ host: address, port: udp.local.port }),
    user: {
      onRequest(transaction, nowMs) {
        const { request, flow } = transaction;
        const one = { request, over: flow.transport };
        heard.push(one);
        const index = waiting.findIndex(({ method }) => method === request.method);
        if (index >= 0) waiting.splice(index, 1)[0]?.resolve(one);
        const known = calls.find((call) => call.owns(request));
        if (known !== undefined) return known.receive(transaction, nowMs);
        if (request.method !== 'INVITE') return transaction.reply(200, nowMs);
        const contact = `sip:${user}@${hostOf(address)}:${udp.local.port}`;
        const silent = { digit() {}, offer: () => sdpAt(address), hungUp() {}, byeAnswered() {} };
        const call = new AnsweredCall({ engine, transaction, contact, user: silent });
        calls.push(call);
        call.accept(sdpAt(address), nowMs);
      },
      onAck: (ack, _, nowMs) => calls.find((call) => call.owns(ack))?.ack(ack, nowMs),
    },
  });
  const udp = await openUdp({ address, port: 0, user: stack });
  const connections = new Connections(stack);
  for (const transport of [udp, connections]) stack.add(transport);
  stack.drive(engine);
  const digest = new DigestClient(engine, { username: account.authName, password: account.password });
  const way = flowFinder({ udp: [udp], connections, log: silentLog });
  const host = hostOf(address);

  return {
    heard,
    ports: { udp: udp.local.port },
    /** Waits for the next request of this kind. */
    next: (method: string) => new Promise<Heard>((resolve) => waiting.push({ method, resolve })),
    register(peer: Peer, { callId, headers: more = [], contact }: Register): Promise<SipResponse> {
      cseq += 1;
      const transport = peer.transport === 'udp' ? '' : `;transport=${peer.transport}`;
      const headers = new Headers()
        .append('From', `<sip:${user}@perch>;tag=reg`)
        .append('To', `<sip:${user}@perch>`)
        .append('Call-ID', callId)
        .append('CSeq', `${cseq * 10} REGISTER`)
        .append('Max-Forwards', '70')
        .append('Contact', contact ?? `<sip:${user}@${host}:${udp.local.port}${transport}>;expires=600`);
      for (const [name, value] of more) headers.append(name, value);
      const request = {
        kind: 'request',
        method: 'REGISTER',
        uri: 'sip:perch',
        headers,
        body: noBody,
      } as const;
      return new Promise((resolve, reject) => {
        const on = { response: (response: SipResponse) => resolve(response), failed: reject };
        stack.run((_, nowMs) => digest.send(request, way(peer), { user: on, nowMs }));
      });
    },
    /** Calls; the SDP of who answered, or the status that refused. */
    call(
      peer: Peer,
      number: string,
      scheme = 'sip',
    ): Promise<{ sdp: string; hangUp(): Promise<number> } | number> {
      return new Promise((resolve) => {
        let ended = (_: number): void => {};
        const over = new Promise<number>((done) => (ended = done));
        stack.run((_, nowMs) => {
          const call = new OutgoingCall({
            ...{ engine, digest, flow: way(peer), nowMs, sdp: sdpAt(address) },
            target: number.startsWith('urn:') ? number : `${scheme}:${number}@perch`,
            from: `<sip:${user}@perch>`,
            contact: `sip:${user}@${host}:${udp.local.port}`,
            user: {
              answered: (sdp) =>
                resolve({
                  sdp,
                  hangUp() {
                    hangUp(call);
                    return over;
                  },
                }),
              ended: (status) => {
                resolve(status);
                ended(status);
              },
            },
          });
          calls.push(call);
        });
      });
    },
    /** Takes leave, with all that is bound for its account. */
    async leave(peer: Peer): Promise<void> {
      await this.register(peer, { callId: 'leaving', contact: '*', headers: [['Expires', '0']] });
    },
    close: () => stack.close(),
  };

  function hangUp(call: OutgoingCall): void {
    stack.run((_, nowMs) => call.hangUp(nowMs));
  }
}

export const bodyOf = ({ request }: Heard): string => bodyText(request);

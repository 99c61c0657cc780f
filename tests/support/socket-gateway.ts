import type { CertificateSource } from '#server/ports/certificate.ts';
import { systemClock } from '#server/ports/clock.ts';
import { silentLog } from '#server/ports/log.ts';
import { systemRandom } from '#server/ports/random.ts';
import { systemScheduler } from '#server/ports/scheduler.ts';
import { createSipEngine, type SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { Connections } from '#server/sip/transport/connections.ts';
import { flowFinder } from '#server/sip/transport/flow-to.ts';
import { SipStack } from '#server/sip/transport/stack.ts';
import { listenTcp } from '#server/sip/transport/tcp.ts';
import { listenTls } from '#server/sip/transport/tls.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import { OutgoingCall } from '#server/sip/uac/outgoing-call.ts';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';
import { digestAsker } from './digest-asker.ts';
import { sdpAt } from './socket-phone.ts';

export const TRUNK = { username: '49301234', authName: 'trunk-user', secret: 's3cret' };

type Heard = { readonly request: SipRequest; readonly flow: Flow };
type Options = {
  /** Without one it speaks TCP. */
  certificate?: CertificateSource;
  challenges: 401 | 407;
  address?: string;
};

export type SocketGateway = Awaited<ReturnType<typeof openSocketGateway>>;

/** A provider with a listening socket: Perch registers and calls there with digest, and it calls Perch. */
export async function openSocketGateway({ certificate, challenges, address = '127.0.0.1' }: Options) {
  const transport = certificate === undefined ? 'tcp' : 'tls';
  const stack = new SipStack(systemClock, systemScheduler);
  const heard: Heard[] = [];
  const calls: Array<AnsweredCall | OutgoingCall> = [];
  const isProved = digestAsker({ status: challenges, username: TRUNK.authName, secret: TRUNK.secret });
  const contact = () => `sip:outside@${address}:${listener.local.port};transport=${transport}`;
  const engine: SipEngine = createSipEngine({
    random: systemRandom,
    send: (flow, bytes) => stack.send(flow, bytes),
    sentBy: () => ({ host: address, port: listener.local.port }),
    user: {
      onRequest(transaction, nowMs) {
        const { request, flow } = transaction;
        const known = calls.find((call) => call.owns(request));
        if (known === undefined && request.method !== 'OPTIONS' && !isProved(transaction, nowMs)) return;
        heard.push({ request, flow });
        if (known !== undefined) return known.receive(transaction, nowMs);
        if (request.method !== 'INVITE') {
          const expires = request.headers.get('Expires');
          return transaction.reply(200, nowMs, { headers: expires ? [['Expires', expires]] : [] });
        }
        const user = { digit() {}, offer: () => sdpAt(address), hungUp() {}, byeAnswered() {} };
        const call = new AnsweredCall({ engine, transaction, contact: contact(), user });
        calls.push(call);
        call.accept(sdpAt(address), nowMs);
      },
      onAck(ack, flow, nowMs) {
        heard.push({ request: ack, flow });
        calls.find((call) => call.owns(ack))?.ack(ack, nowMs);
      },
    },
  });
  const connections = new Connections(stack);
  const listening = { address, port: 0, connections };
  const listener = await (certificate === undefined
    ? listenTcp(listening)
    : listenTls({ ...listening, certificate }));
  stack.add(connections);
  stack.drive(engine);
  const digest = new DigestClient(engine, { username: TRUNK.authName, password: TRUNK.secret });

  return {
    ...{ heard, transport, address },
    port: listener.local.port,
    /** A new connection to somebody. */
    connect: flowFinder({ udp: [], connections, log: silentLog }),
    /** Calls a number of ours; the end of the call by its status. */
    call: (flow: Flow, number: string) =>
      new Promise<number>((resolve) =>
        stack.run((_, nowMs) => {
          const call: OutgoingCall = new OutgoingCall({
            ...{ engine, digest, flow, nowMs, sdp: sdpAt(address), contact: contact() },
            ...{ target: `sip:${number}@perch`, from: '<sip:+4930555@itsp.example>' },
            user: { answered: (_sdp, atMs) => call.hangUp(atMs), ended: resolve },
          });
          calls.push(call);
        }),
      ),
    async close() {
      await Promise.all([stack.close(), listener.close()]);
    },
  };
}

import type { CertificateSource } from '#server/ports/certificate.ts';
import { systemClock } from '#server/ports/clock.ts';
import { silentLog } from '#server/ports/log.ts';
import { systemRandom } from '#server/ports/random.ts';
import { systemScheduler } from '#server/ports/scheduler.ts';
import { createSipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody } from '#server/sip/message/message.ts';
import { type ConnectionLimits, Connections } from '#server/sip/transport/connections.ts';
import { flowFinder } from '#server/sip/transport/flow-to.ts';
import { SipStack } from '#server/sip/transport/stack.ts';
import { listenTcp } from '#server/sip/transport/tcp.ts';
import { listenTls } from '#server/sip/transport/tls.ts';
import { openUdp } from '#server/sip/transport/udp.ts';
import { wire } from './sip-engine.ts';

/** An OPTIONS as a peer writes it. */
export const options = (transport: string, branch: string, sentBy = '127.0.0.1:9'): Uint8Array =>
  wire([
    'OPTIONS sip:perch SIP/2.0',
    `Via: SIP/2.0/${transport} ${sentBy};branch=z9hG4bK${branch};rport`,
    'From: <sip:a@b>;tag=1',
    'To: <sip:a@b>',
    `Call-ID: ${branch}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
  ]);

type Options = {
  limits?: Partial<ConnectionLimits>;
  certificate?: CertificateSource;
  address?: string;
  /** When a request is to be answered; at once by default. */
  answers?: (answer: () => void) => void;
};

export type SipServer = Awaited<ReturnType<typeof startSipServer>>;

/** A server on loopback, on ports of its own, that says 200 to everything. */
export async function startSipServer({
  limits = {},
  certificate,
  address = '127.0.0.1',
  answers = (answer) => answer(),
}: Options = {}) {
  const stack = new SipStack(systemClock, systemScheduler);
  const flows: Flow[] = [];
  let asked = 0;
  stack.drive(
    createSipEngine({
      random: systemRandom,
      send: (flow, bytes) => stack.send(flow, bytes),
      flowTo: (peer) => flowTo(peer),
      sentBy: () => ({ host: address, port: 5060 }),
      user: {
        onRequest(transaction, nowMs) {
          flows.push(transaction.flow);
          answers(() => transaction.reply(200, nowMs));
        },
        onAck() {},
      },
    }),
  );
  const connections = new Connections(stack, limits);
  const udp = await openUdp({ address, port: 0, user: stack });
  const tcp = await listenTcp({ address, port: 0, connections });
  const tls = certificate && (await listenTls({ address, port: 0, connections, certificate }));
  const flowTo = flowFinder({ udp: [udp], connections, log: silentLog });
  stack.add(udp);
  stack.add(connections);
  return {
    ...{ stack, connections, udp, tcp, flows },
    tlsPort: tls?.local.port ?? 0,
    flowTo,
    /** Sends an OPTIONS and waits for what becomes of it: a status, or why there is none. */
    ask: (flow: Flow) =>
      new Promise<number | string>((resolve) => {
        const user = {
          response: ({ status }: { status: number }) => resolve(status),
          failed: (why: string) => resolve(why),
        };
        const headers = new Headers().append('From', '<sip:a@b>;tag=1').append('To', '<sip:a@b>');
        asked += 1;
        headers.append('Call-ID', `c${asked}`).append('CSeq', '1 OPTIONS');
        const request = {
          kind: 'request',
          method: 'OPTIONS',
          uri: 'sip:peer',
          body: noBody,
          headers,
        } as const;
        stack.run((engine, nowMs) => engine.request(request, flow, { user, nowMs }));
      }),
    close: () => Promise.all([stack.close(), tcp.close(), tls?.close()]),
  };
}

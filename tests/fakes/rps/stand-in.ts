import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { loopbackCertificateFiles, pemOf } from '../../support/test-certificate.ts';

export type Asked = {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

export type Told = { status: number; headers?: Record<string, string>; body?: string };

/** What may go wrong between a service and us (facts §12.2). */
export type Fault =
  /** It hears and does nothing. */
  | 'timeout'
  /** It does what it was asked, and never says so. */
  | 'timeout-after-accept'
  | 'error-401'
  | 'error-403'
  | 'error-429'
  | 'error-429-retry-after'
  | 'error-500'
  /** 200 with a page for people. */
  | 'html'
  | 'truncated'
  | 'oversized'
  | 'redirect';

type Planned = { fault: Fault; times: number; where: (asked: Asked) => boolean };

export type StandIn = AsyncDisposable & {
  /** `https://127.0.0.1:port`. */
  readonly url: string;
  /** PEM of who signed its certificate. */
  readonly ca: string;
  /** Everything that was asked, oldest first. */
  readonly asked: readonly Asked[];
  /** Fails the next `times` requests that `where` says. */
  plan(fault: Fault, more?: Partial<Omit<Planned, 'fault'>>): void;
  /** Says this to what `where` says, instead of what it would. */
  reply(where: Planned['where'], told: Told): void;
};

export const RETRY_AFTER_SECONDS = 7;
const OVERSIZED_BYTES = 5 * 1024 * 1024;

/** The link that stands there for a phone. */
export type LinkOf = (mac: string) => string | null | undefined;

/**
 * A maker's service on the loopback, over TLS: `answer` is what it does and says when nothing is wrong. Phones ask it at
 * `/phone/<mac>` and are sent on: an assumption of the stand-in, makers do not say how theirs ask.
 */
export async function startStandIn(
  answer: (asked: Asked) => Told,
  linkOf: LinkOf = () => undefined,
): Promise<StandIn> {
  const pem = pemOf(loopbackCertificateFiles);
  const asked: Asked[] = [];
  const planned: Planned[] = [];
  const replies: { where: Planned['where']; told: Told }[] = [];
  const server = createServer(pem, (request, response) => {
    const [, mac] = /^\/phone\/([0-9a-f]{12})$/.exec(request.url ?? '') ?? [];
    if (mac !== undefined) return tell(response, sentOn(linkOf(mac)));
    void readBody(request).then((body) => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: headersOf(request),
        body,
      };
      asked.push(one);
      if (!isAddressed(one, server)) return tell(response, { status: 421 });
      const reply = replies.find(({ where }) => where(one));
      if (reply !== undefined) return tell(response, reply.told);
      const plan = planned.find(({ times, where }) => times > 0 && where(one));
      if (plan === undefined) return tell(response, answer(one));
      plan.times -= 1;
      fail(response, plan.fault, () => answer(one));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: pem.cert,
    asked,
    plan: (fault, { times = 1, where = () => true } = {}) => planned.push({ fault, times, where }),
    reply: (where, told) => replies.push({ where, told }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const sentOn = (link: string | null | undefined): Told =>
  link ? { status: 302, headers: { location: link } } : { status: 404 };

/** A client that is sent elsewhere says so in `Host`. */
function isAddressed({ headers }: Asked, server: Server): boolean {
  const { port } = server.address() as AddressInfo;
  return [`127.0.0.1:${port}`, `localhost:${port}`].includes(headers['host'] ?? '');
}

function tell(response: ServerResponse, { status, headers = {}, body = '' }: Told): void {
  response.writeHead(status, headers);
  response.end(body);
}

const ERRORS: Partial<Record<Fault, Told>> = {
  'error-401': { status: 401 },
  'error-403': { status: 403 },
  'error-429': { status: 429 },
  'error-429-retry-after': { status: 429, headers: { 'retry-after': `${RETRY_AFTER_SECONDS}` } },
  'error-500': { status: 500, body: 'Internal Server Error' },
  html: {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>',
  },
  redirect: { status: 302, headers: { location: 'https://127.0.0.1:1/elsewhere' } },
  oversized: { status: 200, body: ' '.repeat(OVERSIZED_BYTES) },
};

function fail(response: ServerResponse, fault: Fault, accept: () => Told): void {
  const error = ERRORS[fault];
  if (error !== undefined) return tell(response, error);
  if (fault === 'timeout') return;
  const told = accept();
  if (fault === 'timeout-after-accept') return;
  // Half of the answer, and the connection is gone.
  response.writeHead(told.status, { ...told.headers, 'content-length': `${(told.body ?? '').length + 100}` });
  response.write((told.body ?? '').slice(0, 10), () => response.destroy());
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const headersOf = ({ headers }: IncomingMessage): Asked['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

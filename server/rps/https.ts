import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { err, ok, type Result } from '#server/ports/result.ts';
import { type RpsError, rpsError } from './rps-error.ts';

export type HttpsRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Whether it changes something at the service: then what is not answered may have been done all the same. */
  readonly isWrite: boolean;
};

export type HttpsAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
};

/**
 * Sends one request to a maker's service. HTTPS only, certificates verified, no redirect followed. Every HTTP status but a redirect
 * is an answer; the errors are `unreachable`, `uncertain_write` and `bad_response` (redirect, too large, cut off).
 */
export type SendHttps = (request: HttpsRequest) => Promise<Result<HttpsAnswer, RpsError>>;

type Options = {
  /** Of the whole exchange, 15 to 30 s by `facts`: makers' services are slow. */
  timeoutMs?: number;
  maxBytes?: number;
  /** PEM of further authorities; those of `NODE_EXTRA_CA_CERTS` are known anyway. */
  ca?: string;
};

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 4 * 1024 * 1024;

export type HttpsClient = { readonly send: SendHttps; close(): void };

export function createHttps({ timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, ca }: Options = {}): HttpsClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 4, ...(ca === undefined ? {} : { ca }) });
  return {
    send: (one) => exchange(one, { agent, timeoutMs, maxBytes }),
    close: () => agent.destroy(),
  };
}

type Limits = { agent: Agent; timeoutMs: number; maxBytes: number };

function exchange(
  one: HttpsRequest,
  { agent, timeoutMs, maxBytes }: Limits,
): Promise<Result<HttpsAnswer, RpsError>> {
  if (one.url.protocol !== 'https:') return Promise.resolve(err(rpsError('unreachable')));
  return new Promise((resolve) => {
    let mayHaveArrived = false;
    const inDoubt = (otherwise: 'unreachable' | 'bad_response') =>
      err(rpsError(one.isWrite && mayHaveArrived ? 'uncertain_write' : otherwise));
    const body = one.body === undefined ? undefined : Buffer.from(one.body);
    const length = body === undefined ? {} : { 'content-length': `${body.length}` };
    const sent = request(one.url, {
      ...{ method: one.method, agent, headers: { ...one.headers, ...length } },
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Before the handshake is done nothing of the request has left; on a connection that was kept it has at once.
    sent.on('socket', (socket) => {
      if (sent.reusedSocket) mayHaveArrived = true;
      else socket.once('secureConnect', () => (mayHaveArrived = true));
    });
    sent.on('error', () => resolve(inDoubt('unreachable')));
    sent.on('response', (response) => {
      void readWhole(response, maxBytes).then((text) => {
        const status = response.statusCode ?? 0;
        const isRedirect = status >= 300 && status < 400;
        resolve(
          text === undefined || isRedirect
            ? inDoubt('bad_response')
            : ok({ status, headers: headersOf(response), text }),
        );
      });
    });
    sent.end(body);
  });
}

/** The body as text; undefined for one that is too long or was cut off. */
function readWhole(response: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > maxBytes) response.destroy();
    });
    response.on('close', () =>
      resolve(response.complete && bytes <= maxBytes ? Buffer.concat(chunks).toString('utf8') : undefined),
    );
    response.on('error', () => resolve(undefined));
  });
}

const headersOf = ({ headers }: IncomingMessage): HttpsAnswer['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

import type { X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import type { CertificateSource } from '#server/ports/certificate.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import { clientAddress, isTrusted, type TrustedProxies, trustedProxies } from './client-address.ts';

/** Answers true if it took the request. */
export type HttpHandler = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/** Answers true if it took the request, and with it the connection. */
export type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

export type HttpServer = {
  readonly port: number;
  /** Ends streams, closes every connection, resolves when the port is free. */
  close(): Promise<void>;
};

type Options = {
  host: string;
  port: number;
  /** With one it speaks HTTPS. */
  certificate?: CertificateSource | undefined;
  /** Asks for certificates that these have signed; who shows none, or another, is served all the same. */
  clientAuthorities?: readonly X509Certificate[];
  /** Whose headers are believed; absent = nobody's. */
  proxies?: TrustedProxies;
  /** Asked in this order; the last one must take everything. */
  handlers: readonly HttpHandler[];
  /** Who may take a connection for WebSockets, asked in this order. Whom nobody takes is refused. */
  upgrades?: readonly UpgradeHandler[];
  /** The public base address: what the application is told it was asked by. */
  publicUrl: string;
  log: Log;
};

/** The one HTTP listener of a process: web, API and configuration files share a port. */
export async function startHttpServer(options: Options): Promise<HttpServer> {
  const publicUrl = new URL(options.publicUrl);
  const { proxies = trustedProxies([]) } = options;
  const onRequest = (req: IncomingMessage, res: ServerResponse): void => {
    overwriteForwardedHeaders(req, publicUrl, proxies);
    void answer(req, res, options);
  };
  const { certificate, clientAuthorities = [] } = options;
  const server =
    certificate === undefined
      ? createServer(SETTINGS, onRequest)
      : tlsServer(certificate, clientAuthorities, onRequest);
  server.on('upgrade', (req, socket, head) => {
    if (options.upgrades?.some((take) => take(req, socket, head)) !== true) refuseUpgrade(socket);
  });
  server.keepAliveTimeout = 65_000;
  await listen(server, options);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return { port, close: () => close(server) };
}

/** Whoever offers HTTP/2 is answered by HTTP/1.1. */
const SETTINGS: ServerOptions = {
  shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
};

type OnRequest = (req: IncomingMessage, res: ServerResponse) => void;

function tlsServer(
  certificate: CertificateSource,
  clientAuthorities: readonly X509Certificate[],
  onRequest: OnRequest,
): Server {
  const asks = clientAuthorities.length > 0;
  const asking = {
    ...{ requestCert: true, rejectUnauthorized: false },
    ca: clientAuthorities.map(String),
  };
  const server = createTlsServer({ ...certificate.current, ...SETTINGS, ...(asks ? asking : {}) }, onRequest);
  const stopListening = certificate.onChange((pem) =>
    server.setSecureContext({ ...pem, ...(asks ? asking : {}) }),
  );
  server.on('close', stopListening);
  return server;
}

function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

async function answer(req: IncomingMessage, res: ServerResponse, { handlers, log }: Options): Promise<void> {
  try {
    for (const handler of handlers) {
      if (await handler(req, res)) return;
    }
  } catch (error) {
    log.error('a request failed', { method: req.method, error: reasonOf(error) });
    if (!res.headersSent) res.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    res.end('Something went wrong on our side.\n');
  }
}

/**
 * next-auth believes X-Forwarded-Host, so no client may set it: the headers say what this connection says,
 * and the scheme of the public address. Where the request comes from, and which certificate was shown there
 * (RFC 9440), a proxy that is trusted may say.
 */
function overwriteForwardedHeaders(
  { headers, socket }: IncomingMessage,
  { protocol, host }: URL,
  proxies: TrustedProxies,
): void {
  const { remoteAddress } = socket;
  const forwardedFor = String(headers['x-forwarded-for'] ?? '');
  headers['x-forwarded-proto'] = protocol.replace(':', '');
  headers['x-forwarded-host'] = headers.host ?? host;
  headers['x-forwarded-for'] = clientAddress({ remoteAddress, forwardedFor }, proxies);
  delete headers['forwarded'];
  if (!isTrusted(proxies, remoteAddress)) delete headers['client-cert'];
}

function listen(server: Server, { host, port }: Options): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

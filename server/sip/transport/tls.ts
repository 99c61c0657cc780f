import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { CertificateSource } from '#server/ports/certificate.ts';
import type { Connections } from './connections.ts';
import { type Listener, listenAt } from './listener.ts';
import { StreamConnection } from './stream-connection.ts';
import { KEEP_ALIVE } from './tcp.ts';

type Options = { address: string; port: number; certificate: CertificateSource; connections: Connections };

export const TLS_MIN_VERSION = 'TLSv1.2';

/** Takes TLS connections. A renewed certificate is for those that come; who is connected stays. */
export async function listenTls(options: Options): Promise<Listener> {
  const { address, port, certificate, connections } = options;
  const server = createServer({
    ...certificate.current,
    ...KEEP_ALIVE,
    minVersion: TLS_MIN_VERSION,
    handshakeTimeout: connections.limits.messageMs,
  });
  // Counted before the handshake, which is what costs.
  server.on('connection', (socket: Socket) => void connections.admit(socket));
  server.on('secureConnection', (socket: TLSSocket) => {
    new StreamConnection({ socket, flow: connections.newFlow('tls', socket), connections });
  });
  server.on('tlsClientError', (_, socket) => void socket.destroy());
  const listener = await listenAt(server, { address, port });
  const stopListening = certificate.onChange((pem) =>
    server.setSecureContext({ ...pem, minVersion: TLS_MIN_VERSION }),
  );
  return {
    ...listener,
    close() {
      stopListening();
      return listener.close();
    },
  };
}

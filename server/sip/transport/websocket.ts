import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import { defaultLimits } from '../message/limits.ts';
import type { Connections } from './connections.ts';
import { WebSocketConnection } from './websocket-connection.ts';

type Options = {
  path: string;
  connections: Connections;
  /** Whether a page of this origin may speak to us; undefined = no browser asks. */
  isOwnOrigin(origin: string | undefined, request: IncomingMessage): boolean;
};

/** A request to speak something else than HTTP on its connection. True if it was taken, also to refuse it. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

const SUB_PROTOCOL = 'sip';

/** Takes WebSockets at `path` from the HTTP server that has the port (RFC 7118). */
export function webSocketUpgrades({ path, connections, isOwnOrigin }: Options): UpgradeHandler {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: defaultLimits.bytes,
    handleProtocols: () => SUB_PROTOCOL,
  });
  return (request, socket, head) => {
    if ((request.url ?? '').split('?')[0] !== path || !(socket instanceof Socket)) return false;
    socket.on('error', () => socket.destroy());
    // RFC 7118 4.1: whoever names another sub-protocol, or none, does not speak SIP.
    if (!protocolsOf(request).includes(SUB_PROTOCOL)) refuse(socket, 400);
    else if (!isOwnOrigin(request.headers.origin, request)) refuse(socket, 403);
    else if (connections.admit(socket)) {
      const flow = connections.newFlow(socket instanceof TLSSocket ? 'wss' : 'ws', socket);
      server.handleUpgrade(request, socket, head, (opened) => {
        new WebSocketConnection({ socket: opened, flow, connections });
      });
    }
    return true;
  };
}

const protocolsOf = ({ headers }: IncomingMessage): string[] =>
  (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());

/** Without a word of HTTP more: the connection ends. */
export function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { FrontendFrames, type Group } from './frontend-frames.ts';
import { StatementNames } from './statement-names.ts';

export type SocketServer = { stop(): Promise<void> };

type Waiting = { connection: Connection; bytes: Uint8Array };
type Connection = { socket: Socket; frames: FrontendFrames; names: StatementNames };

const QUERY = 'Q'.charCodeAt(0);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);

/**
 * Serves one PGlite to many connections: group by group, and while a connection is in a transaction nobody else.
 * A client that goes away in a transaction is rolled back.
 */
export async function startSocketServer(db: PGlite, path: string): Promise<SocketServer> {
  const turns = new Turns(db);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    connections += 1;
    const connection = { socket, frames: new FrontendFrames(), names: new StatementNames(connections) };
    socket.on('data', (chunk) => receive(turns, connection, chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      turns.leave(connection);
    });
  });
  await listen(server, path);
  return {
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      await turns.end();
    },
  };
}

function receive(turns: Turns, connection: Connection, chunk: Uint8Array): void {
  try {
    for (const group of connection.frames.push(chunk)) answer(turns, connection, group);
  } catch {
    connection.socket.destroy();
  }
}

function answer(turns: Turns, connection: Connection, group: Group): void {
  switch (group.is) {
    case 'run':
      turns.enqueue({ connection, bytes: connection.names.mark(group.bytes) });
      return;
    case 'ssl-request':
      connection.socket.write('N');
      return;
    case 'cancel-request':
    case 'terminate':
      connection.socket.end();
  }
}

/** Who may speak to the one backend. */
class Turns {
  readonly #db: PGlite;
  #waiting: Waiting[] = [];
  #inTransaction: Connection | undefined;
  /** Prepared statements of connections that are gone. */
  #unused: string[] = [];
  #running: Promise<void> | undefined;
  #hasEnded = false;

  constructor(db: PGlite) {
    this.#db = db;
  }

  enqueue(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#run();
  }

  leave(connection: Connection): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting.connection !== connection);
    this.#unused.push(...connection.names.given);
    this.#run();
  }

  /** Resolves when nothing runs, and nothing will. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#running;
  }

  #run(): void {
    if (this.#hasEnded) return;
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined;
      // What came between the last look and here.
      if (this.#canGoOn()) this.#run();
    });
  }

  #canGoOn(): boolean {
    const speaker = this.#inTransaction;
    if (speaker?.socket.destroyed === true) return true;
    if (speaker === undefined && this.#unused.length > 0) return true;
    return this.#waiting.some((waiting) => speaker === undefined || waiting.connection === speaker);
  }

  async #runAll(): Promise<void> {
    for (;;) {
      if (this.#inTransaction?.socket.destroyed === true) {
        await this.#ask(simpleQuery('rollback'));
        this.#inTransaction = undefined;
      }
      const speaker = this.#inTransaction;
      if (speaker === undefined) await this.#forgetUnused();
      const index = this.#waiting.findIndex((one) => speaker === undefined || one.connection === speaker);
      const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (next === undefined) return;
      await this.#runOne(next);
    }
  }

  async #forgetUnused(): Promise<void> {
    for (const name of this.#unused.splice(0))
      await this.#ask(simpleQuery(`deallocate "${name}"`)).catch(() => {});
  }

  /** As a stream, and not whole: PGlite reads what it answers whole, and keeps every message of it for ever. */
  async #ask(bytes: Uint8Array): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.#db.execProtocolRawStream(bytes, { onRawData: (part) => parts.push(Buffer.from(part)) });
    return Buffer.concat(parts);
  }

  async #runOne({ connection, bytes }: Waiting): Promise<void> {
    try {
      const output = await this.#ask(bytes);
      if (!connection.socket.destroyed) connection.socket.write(output);
      this.#inTransaction = transactionStatus(output) === IDLE ? undefined : connection;
    } catch {
      connection.socket.destroy();
      this.#inTransaction = this.#db.isInTransaction() ? connection : undefined;
    }
  }
}

function simpleQuery(text: string): Uint8Array {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.from([QUERY, 0, 0, 0, 0]);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

/** The status byte of the ReadyForQuery that ends every answer. */
function transactionStatus(output: Uint8Array): number | undefined {
  return output.at(-6) === READY_FOR_QUERY ? output.at(-1) : IDLE;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

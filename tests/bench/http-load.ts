import { connect, type Socket } from 'node:net';
import type { LoadFigures } from './rounds.ts';

type Options = {
  port: number;
  /** Whole requests, head to empty line; they are sent in turn. */
  requests: readonly string[];
  /** So many at once, a connection each, which is kept. */
  connections?: number;
  seconds: number;
};

/** GETs over kept connections, as fast as the server answers. Plain text: what is measured is the server. */
export async function httpLoad({ port, requests, connections = 32, seconds }: Options): Promise<LoadFigures> {
  const startedMs = performance.now();
  const result = { done: 0, lost: 0, refused: 0, ms: [] as number[] };
  let next = 0;
  const isOver = (): boolean => performance.now() - startedMs >= seconds * 1_000;
  const lane = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let sentMs = 0;
      let have = '';
      const ask = (): void => {
        if (isOver()) return void socket.end(() => resolve());
        sentMs = performance.now();
        socket.write(requests[next++ % requests.length] ?? '');
      };
      socket.setEncoding('latin1');
      socket.on('connect', ask);
      socket.on('error', reject);
      socket.on('data', (part) => {
        have += part;
        const length = wholeLength(have);
        if (length === undefined || have.length < length) return;
        if (have.startsWith('HTTP/1.1 200')) {
          result.done += 1;
          result.ms.push(performance.now() - sentMs);
        } else result.refused += 1;
        have = have.slice(length);
        ask();
      });
    });
  await Promise.all(Array.from({ length: connections }, lane));
  return { ...result, seconds: (performance.now() - startedMs) / 1_000 };
}

/** Head and body; undefined while the head is not all there. */
function wholeLength(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  return head + 4 + Number(/^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
}

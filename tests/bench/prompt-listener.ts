import { createSocket } from 'node:dgram';
import { percentile } from './report.ts';

/** A process that stands for all the phones of a benchmark: it notes when each packet of each call comes. */
export type ListenerOrder = 'talk' | 'begin' | 'end';
/** By the clock and not by the numbers in the packets: what was never sent is missing too. */
export type Heard = { packets: number; ms: number; gapP99Ms: number };

const BUFFER_BYTES = 8 * 1024 * 1024;

const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES, lookup: asItIs });
/** When the last packet of each call came, by the port that it comes from. */
const lastMs = new Map<number, number>();
let gapsMs: number[] = [];
let packets = 0;
let beganMs = 0;
let isTalking = false;

/** Addresses need no look-up, nor the turn of the loop that one takes. */
function asItIs(
  address: string,
  _: unknown,
  done: (error: null, address: string, family: number) => void,
): void {
  done(null, address, 4);
}

socket.on('message', (packet, { port, address }) => {
  const nowMs = performance.now();
  if (isTalking) socket.send(packet, port, address);
  const before = lastMs.get(port);
  if (before !== undefined) gapsMs.push(nowMs - before);
  lastMs.set(port, nowMs);
  packets += 1;
});

process.on('message', (order: ListenerOrder) => {
  if (order === 'talk') isTalking = true;
  if (order === 'begin') [gapsMs, packets, beganMs] = [[], 0, performance.now()];
  if (order === 'end')
    process.send?.({ packets, ms: performance.now() - beganMs, gapP99Ms: percentile(gapsMs, 0.99) });
});
process.once('disconnect', () => process.exit());
socket.bind(0, '127.0.0.1', () => process.send?.(socket.address().port));

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range from which the system takes ports for outgoing connections. */
const FIRST = 20_000;
const LAST = 32_000;
const ATTEMPTS = 50;

/** A port that nobody has, neither by TCP nor by UDP. */
export function freePort(): Promise<number> {
  return freePorts(1);
}

/** The first of `count` ports in a row that nobody has. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const first = FIRST + Math.floor(Math.random() * (LAST - FIRST - count));
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const found = await Promise.all(ports.map(isFree));
    if (found.every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row`);
}

async function isFree(port: number): Promise<boolean> {
  return (await isFreeByTcp(port)) && (await isFreeByUdp(port));
}

async function isFreeByTcp(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}

async function isFreeByUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4').bind(port);
  const isBound = await once(socket, 'listening').then(
    () => true,
    () => false,
  );
  await new Promise<void>((resolve) => socket.close(resolve));
  return isBound;
}

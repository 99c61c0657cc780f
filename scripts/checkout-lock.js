import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/**
 * Runs `task` while no other process installs or builds in this checkout. Waits for one that does.
 *
 * The lock is a listening socket, which ends with its process however that ends: there are no stale locks to break.
 *
 * @template T
 * @param {string} checkout folder
 * @param {{ onWait: () => void, task: () => Promise<T> }} options
 * @returns {Promise<T>}
 */
export async function withCheckoutLock(checkout, { onWait, task }) {
  const path = lockPath(checkout);
  let server = await tryToListen(path);
  if (server === undefined) onWait();
  while (server === undefined) {
    await untilReleased(path);
    server = await tryToListen(path);
  }
  const held = server;
  try {
    return await task();
  } finally {
    await new Promise((resolve) => {
      held.close(resolve);
      for (const waiter of waiters.get(held) ?? []) waiter.destroy();
    });
  }
}

/** @type {WeakMap<import('node:net').Server, Set<import('node:net').Socket>>} */
const waiters = new WeakMap();

/** On Linux a name in the abstract namespace, where no file is left behind. @param {string} checkout */
function lockPath(checkout) {
  const folder = realpathSync(checkout);
  if (process.platform === 'linux') {
    return `\0perch-checkout-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  }
  mkdirSync(join(folder, '.perch'), { recursive: true });
  return join(folder, '.perch', 'lock');
}

/** @param {string} path @returns {Promise<import('node:net').Server | undefined>} */
function tryToListen(path) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import('node:net').Socket>} */
    const sockets = new Set();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    });
    waiters.set(server, sockets);
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => resolve(server));
  });
}

/** Resolves when whoever holds the lock lets go of it or dies. @param {string} path @returns {Promise<void>} */
function untilReleased(path) {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('error', (error) => {
      const isLeftBehind = 'code' in error && error.code === 'ECONNREFUSED' && !path.startsWith('\0');
      if (isLeftBehind) rmSync(path, { force: true });
    });
    socket.on('close', () => resolve());
    socket.resume();
  });
}

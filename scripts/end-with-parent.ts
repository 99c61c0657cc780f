import { Socket } from 'node:net';

/**
 * Imported for its effect by what `run.js` starts: this process ends at once when that one was killed outright, so
 * that nothing is left holding ports and the data folder. What was acknowledged is on disk.
 */
const lifeline = process.env['PERCH_LIFELINE'];
delete process.env['PERCH_LIFELINE'];

if (lifeline !== undefined) {
  const socket = new Socket({ fd: Number(lifeline), readable: true, writable: false });
  socket.on('error', () => {});
  socket.on('close', () => process.kill(process.pid, 'SIGKILL'));
  socket.resume();
  socket.unref();
}

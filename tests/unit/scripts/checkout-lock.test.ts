import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withCheckoutLock } from '../../../scripts/checkout-lock.js';
import { tempFolder } from '../../support/temp-folder.ts';

const LOCK = resolve('scripts/checkout-lock.js');
const HOLD_FOR_EVER = `
  const { withCheckoutLock } = await import(process.argv[1]);
  setInterval(() => {}, 60_000);
  await withCheckoutLock(process.argv[2], { onWait() {}, task: () => { console.log('held'); return new Promise(() => {}); } });`;

describe('the lock of a checkout', () => {
  it('lets one in at a time, and each in turn', async () => {
    using folder = tempFolder();
    const order: string[] = [];
    let waits = 0;
    const onWait = () => {
      waits += 1;
    };
    const enter = (name: string) =>
      withCheckoutLock(folder.path, {
        onWait,
        task: async () => {
          order.push(`${name} in`);
          await new Promise((done) => setImmediate(done));
          order.push(`${name} out`);
        },
      });
    await Promise.all([enter('a'), enter('b'), enter('c')]);
    expect(waits).toBe(2);
    expect(order.map((step) => step.slice(2))).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
    expect(order.filter((_, index) => index % 2 === 0).toSorted()).toEqual(['a in', 'b in', 'c in']);
  });

  it('is let go of when the task fails', async () => {
    using folder = tempFolder();
    const fail = { onWait: () => {}, task: () => Promise.reject(new Error('failed')) };
    await expect(withCheckoutLock(folder.path, fail)).rejects.toThrow('failed');
    await expect(withCheckoutLock(folder.path, { ...fail, task: async () => 'fine' })).resolves.toBe('fine');
  });

  it('ends with a process that is killed', async () => {
    using folder = tempFolder();
    const args = ['--input-type=module', '--eval', HOLD_FOR_EVER, LOCK, folder.path];
    const holder = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    const onWait = () => void holder.kill('SIGKILL');
    await expect(withCheckoutLock(folder.path, { onWait, task: async () => 'mine' })).resolves.toBe('mine');
  });
});

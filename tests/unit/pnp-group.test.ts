import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { joinPnp } from '#server/pnp-group.ts';
import { openUdp } from '#server/sip/transport/udp.ts';
import { FakeScheduler } from '#tests/fakes/fake-scheduler.ts';

const LOOPBACK = '127.0.0.1';
const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const loopback = () => ({ lo: networkInterfaces()['lo'] ?? [] });

/** Perch's socket, in the group on the interfaces that a test says are there. */
async function listen(interfaces: typeof networkInterfaces, wanted: string[] = []) {
  const heard: string[] = [];
  const user = { received: (_: unknown, bytes: Uint8Array) => void heard.push(String(bytes)), failed() {} };
  const udp = await openUdp({ address: '0.0.0.0', port: 0, user });
  closers.push(() => udp.close());
  const scheduler = new FakeScheduler();
  const { port } = udp.local;
  const env = { sipPort: port, pnp: { isOn: true, port, interfaces: wanted } };
  const group = await joinPnp({ env, udp, stack: { received() {} }, scheduler, interfaces });
  closers.push(() => group.close());
  return { group, scheduler, heard, port };
}

/** A phone on the loopback multicasts until it is heard. */
async function ask(port: number, isHeard: () => boolean) {
  const phone = createSocket('udp4');
  closers.push(() => phone.close());
  await new Promise<void>((resolve) => phone.bind(0, LOOPBACK, resolve));
  phone.setMulticastInterface(LOOPBACK);
  while (!isHeard()) {
    phone.send('SUBSCRIBE sip:MAC%3a0004132e08b4@224.0.1.75', port, '224.0.1.75');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the multicast group of plug and play', () => {
  it('is heard on an interface that comes up after the start', async () => {
    let interfaces: ReturnType<typeof networkInterfaces> = {};
    const { group, scheduler, heard, port } = await listen(() => interfaces);
    expect(group.interfaces).toEqual([]);
    interfaces = loopback();
    scheduler.run(10_000);
    expect(group.interfaces).toEqual([LOOPBACK]);
    await ask(port, () => heard.length > 0);
  });

  it('stays joined however often it is looked', async () => {
    const { group, scheduler } = await listen(loopback);
    for (let looks = 0; looks < 3; looks += 1) scheduler.run(10_000);
    expect(group.interfaces).toEqual([LOOPBACK]);
  });

  it('is not joined where the administrator named other interfaces', async () => {
    const { group } = await listen(loopback, ['eth7']);
    expect(group.interfaces).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { logIn } from '#server/hotdesk/log-in.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('a dial code that is cancelled, RFC 3261 9.2', (database) => {
  /** A desk where 101 is logged in, its phone, and a switch that is not told of as applied until it is let. */
  async function occupied() {
    let release = (): void => {};
    const applied = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isCommitted = false;
    const barrier = {
      applied: () => {
        isCommitted = true;
        return applied;
      },
    };
    const office = await openPbxOffice(database(), { barrier });
    const desk = await office.desk('8001');
    await office.user('101');
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    await logIn({ ctx: office.ctx, input });
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const isFree = async () => {
      await office.pbx.directory.refreshDesk(desk.id as never);
      return office.pbx.directory.desk(desk.id as never)?.occupant === null;
    };
    return { ...office, phone, isFree, release, isCommitted: () => isCommitted };
  }

  it('before anything was done ends with 487, and nothing happens', async () => {
    const { network, phone, until, isFree, pbx } = await occupied();
    const call = phone.send('INVITE', '*71', { body: OFFER });
    await until(() => call.sent.request.headers.has('Proxy-Authorization'));
    // The INVITE and its CANCEL lie before the server at the same moment.
    call.sent.cancel(network.nowMs);
    network.run(network.nowMs + 400);
    await until(() => call.statuses().includes(487));
    await until(() => pbx.callCount === 0);
    expect(await isFree()).toBe(false);
  });

  it('while the log-out is under way ends with 487 at once; the log-out stands, and nobody is called back', async () => {
    const { network, phone, until, isFree, isCommitted, release, pbx } = await occupied();
    const call = phone.send('INVITE', '*71', { body: OFFER });
    await until(isCommitted);
    network.run(network.nowMs + 300);
    call.sent.cancel(network.nowMs);
    network.run(network.nowMs + 10);
    expect(call.statuses()).toEqual([100, 487]);
    release();
    await until(() => pbx.callCount === 0);
    expect(await isFree()).toBe(true);
    network.run(network.nowMs + 60_000);
    expect({ last: call.statuses().at(-1), received: phone.received }).toEqual({ last: 487, received: [] });
  });

  it('holds its desk busy from the first moment, so that no NOTIFY comes into it', async () => {
    const { phone, until, isCommitted, release, pbx } = await occupied();
    const call = phone.send('INVITE', '*71', { body: OFFER });
    await until(isCommitted);
    expect(pbx.callCount).toBe(1);
    release();
    await until(() => call.statuses().includes(200));
  });
});

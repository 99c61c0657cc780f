import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

/** The main job, end to end: the real product, simulated phones, REST and SIP alone. */
describe('the story of a desk', () => {
  let perch: PerchProcess;
  let phones: SimPhones;
  let first: SimPhone;
  let second: SimPhone;
  const desks: Record<string, string> = {};

  beforeAll(async () => {
    perch = await startPerch();
    phones = await simPhones(perch.sipPort);
    first = await phones.make('001565000001');
    second = await phones.make('001565000002');
  });
  afterAll(async () => {
    await phones.stop();
    await perch[Symbol.asyncDispose]();
  });

  const post = async <T>(path: string, body?: unknown): Promise<T> => {
    const answer = await perch.api('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body as T;
  };
  const desk = async (name: string): Promise<DeskView> =>
    (await perch.api('GET', `/desks/${desks[name]}`)).body as DeskView;
  const deskUntil = async (name: string, isSo: (desk: DeskView) => boolean): Promise<DeskView> => {
    for (;;) {
      const now = await desk(name);
      if (isSo(now)) return now;
      await sleep(50);
    }
  };
  const addDesk = async (name: string, extension: string, mac: string): Promise<void> => {
    const shared = { vendor: 'yealink', provisioning: 'pnp', network: 'lan' };
    const { id } = await post<DeskView>('/desks', { displayName: name, extension, mac, ...shared });
    desks[name] = id;
  };

  it('a phone that is plugged in appears among the phones by itself', async () => {
    await first.plugIn();
    await second.plugIn();
    for (;;) {
      const { items } = (await perch.api('GET', '/phones')).body as {
        items: Array<{ mac: string; model: string }>;
      };
      if (items.length === 2) {
        expect(items.map((phone) => phone.mac).sort()).toEqual(['001565000001', '001565000002']);
        expect(items[0]?.model).toBe('T54W');
        return;
      }
      await sleep(50);
    }
  });

  it('a desk made for it is told to it at once: it downloads, registers and is free', async () => {
    await addDesk('Window', '8001', '00:15:65:00:00:01');
    await first.until((phone) => phone.registeredAs === '8001');
    const settled = await deskUntil('Window', ({ phone }) => phone.state === 'settled');
    expect(settled).toMatchObject({ registeredAs: '8001', session: null, mac: '001565000001' });
    expect(first.display.label).toContain('Window');
    await addDesk('Door', '8002', '001565000002');
    await deskUntil('Door', ({ phone }) => phone.state === 'settled');
  });

  it('*70101: asks for the PIN, says that it was wrong, asks again, confirms, and the phone becomes 101’s', async () => {
    await post('/users', { extension: '101', name: 'Ann Example', pin: '4321', hotDesking: true });
    await post('/users', { extension: '102', name: 'Bob Example', pin: '8765', hotDesking: true });
    const call = await first.dial('*70101');
    await call.until('talking');
    await sleep(1_500);
    expect(loudness(await call.heard())).toBeGreaterThan(500);
    await call.press('9999#');
    await sleep(1_500);
    expect(loudness(await call.heard())).toBeGreaterThan(500);
    expect((await desk('Window')).session).toBeNull();
    await call.press('4321#');
    await deskUntil('Window', ({ session }) => session !== null);
    await call.until('over');
    expect(call.status).toBe(200);
    const settled = await deskUntil('Window', ({ session }) => session?.state === 'settled');
    expect(settled).toMatchObject({
      registeredAs: '101',
      session: { extension: '101', via: 'dial' },
      phone: { state: 'settled' },
    });
    expect(first.display.label).toContain('101');
    expect(first.lastNotify).toBe('check-sync;reboot=false');
    expect(first.reboots).toBe(0);
  });

  it('calls to 101 ring at that desk, with the name of the one who sits at the other', async () => {
    await post(`/desks/${desks['Door']}/login`, { extension: '102', pin: '8765' });
    const call = await second.dial('101');
    await first.until((phone) => phone.call?.state === 'ringing');
    expect(first.call?.identity).toContain('Bob Example');
    expect(first.call?.identity).toContain('sip:102@');
    await first.call?.answer();
    await call.until('talking');
    call.hangUp();
    await first.call?.until('over');
    expect(first.call?.state).toBe('over');
  });

  it('a caller who gives up stops the ringing; a busy phone says so', async () => {
    const call = await second.dial('101');
    await first.until((phone) => phone.call?.state === 'ringing');
    call.hangUp();
    await first.call?.until('over');
    await call.until('over');
    expect(call.status).toBe(487);
  });

  it('logging in elsewhere frees the desk that was left', async () => {
    await deskUntil('Door', ({ phone }) => phone.state === 'settled');
    await post(`/desks/${desks['Door']}/login`, { extension: '101', pin: '4321', takeOver: true });
    expect((await desk('Window')).session).toBeNull();
    await first.until((phone) => phone.registeredAs === '8001');
    await second.until((phone) => phone.registeredAs === '101');
    await deskUntil('Window', ({ phone }) => phone.state === 'settled');
    await deskUntil('Door', ({ phone }) => phone.state === 'settled');
  });

  it('somebody who is at no desk is not there for the caller', async () => {
    const call = await first.dial('102');
    await call.until('over');
    expect(call.status).toBe(480);
  });

  it('*71: the server says so, and the phone is the desk’s again', async () => {
    const call = await second.dial('*71');
    await call.until('over');
    expect((await desk('Door')).session).toBeNull();
    await second.until((phone) => phone.registeredAs === '8002');
    const settled = await deskUntil('Door', ({ phone }) => phone.state === 'settled');
    expect(settled.registeredAs).toBe('8002');
  });

  it('what was acknowledged is there after kill -9, and the phones go on', async () => {
    await post(`/desks/${desks['Door']}/login`, { extension: '102', pin: '8765' });
    await perch.end('SIGKILL');
    perch = await perch.startAgain();
    expect((await desk('Door')).session).toMatchObject({ extension: '102' });
    await deskUntil('Door', ({ session }) => session?.state === 'settled');
    const call = await first.dial('102');
    await second.until((phone) => phone.call?.state === 'ringing');
    call.hangUp();
    await call.until('over');
  });

  it('a removed desk’s phone is released', async () => {
    const answer = await perch.api('DELETE', `/desks/${desks['Door']}`);
    expect(answer.status).toBe(204);
    await second.until((phone) => phone.display.label === phone.make.name);
  });
});

/** RMS of what was heard; silence is below 10. */
function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));
}

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { Baresip } from '../support/baresip.ts';
import { Capture, captureMissing } from '../support/capture.ts';
import { addDesk, addUser, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

const missing = whyMissing('baresip');

const note = captureMissing ? ` (${captureMissing})` : '';

describe.skipIf(missing !== undefined)(`baresip as a desk phone${missing ? ` (${missing})` : ''}`, () => {
  let perch: PerchProcess;
  let capture: Capture | undefined;
  let desk: InteropDesk;
  let phone: Baresip;

  beforeAll(async () => {
    perch = await startPerch();
    if (captureMissing === undefined) capture = await Capture.start(perch);
    await addUser(perch, '101', '4321');
    desk = await addDesk(perch, { extension: '8001', mac: '0015650000b1' });
    phone = await Baresip.start(desk.account);
  });
  afterAll(async () => {
    await capture?.[Symbol.asyncDispose]();
    await phone?.[Symbol.asyncDispose]();
    await perch?.[Symbol.asyncDispose]();
  });

  const deskUntilInUse = async (isInUse: boolean) => {
    for (;;) {
      const now = await deskOf(perch, desk);
      if ((now.session !== null) === isInUse) return now;
      await sleep(50);
    }
  };

  it('registers with digest', async () => {
    while ((await deskOf(perch, desk)).registeredAs !== '8001') await sleep(50);
  });

  it('asks for the messages of its desk, and understands that there are none', async () => {
    await phone.untilPrinted(/^Messages-Waiting: no\r?\nMessage-Account: sip:8001@/m);
  });

  it('dials *70101, hears the prompt, keys the PIN by RFC 4733, and is logged in', async () => {
    phone.command('dial', '*70101');
    await phone.until('CALL_ESTABLISHED');
    await sleep(2_500);
    const { seconds, loudness } = phone.heard();
    expect(seconds).toBeGreaterThan(1.5);
    expect(loudness).toBeGreaterThan(100);
    await phone.press('4321#');
    expect((await deskUntilInUse(true)).session).toMatchObject({ extension: '101', via: 'dial' });
    await phone.until('CALL_CLOSED');
  });

  it('dials *71 and is nobody’s again', async () => {
    phone.command('dial', '*71');
    await phone.until('CALL_ESTABLISHED');
    await deskUntilInUse(false);
    await phone.until('CALL_CLOSED');
  });

  it.each([
    ['SRTP, which it insists on', { encryption: 'srtp-mand' }],
    ['G.722', { codecs: 'g722' }],
  ])('speaks %s, hears the prompt and is heard', async (_, sound) => {
    await phone[Symbol.asyncDispose]();
    phone = await Baresip.start(desk.account, sound);
    phone.command('dial', '*70101');
    await phone.until('CALL_ESTABLISHED');
    await sleep(2_500);
    expect(phone.heard().loudness).toBeGreaterThan(100);
    await phone.press('4321#');
    expect((await deskUntilInUse(true)).session).toMatchObject({ extension: '101' });
    await phone.until('CALL_CLOSED');
    phone.command('dial', '*71');
    await deskUntilInUse(false);
    await phone.until('CALL_CLOSED');
  });

  it('that hangs up before the last digit has changed nothing', async () => {
    phone.command('dial', '*70101');
    await phone.until('CALL_ESTABLISHED');
    await phone.press('432');
    phone.command('hangup');
    await phone.until('CALL_CLOSED');
    await sleep(500);
    expect((await deskOf(perch, desk)).session).toBeNull();
  });

  it.skipIf(captureMissing !== undefined)(`is sent nothing that Wireshark finds wrong${note}`, async () => {
    if (capture === undefined) throw new Error('there is no capture');
    const { sip, rtp, wrong } = await capture.dissect();
    expect(wrong).toEqual([]);
    expect(sip).toBeGreaterThan(5);
    expect(rtp).toBeGreaterThan(50);
  });
});

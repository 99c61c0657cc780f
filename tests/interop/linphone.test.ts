import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { Capture, captureMissing } from '../support/capture.ts';
import { addDesk, addUser, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { Linphone } from '../support/linphone.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

const missing = whyMissing('linphone');

const note = captureMissing ? ` (${captureMissing})` : '';

describe.skipIf(missing !== undefined)(`linphone as a desk phone${missing ? ` (${missing})` : ''}`, () => {
  let perch: PerchProcess;
  let capture: Capture | undefined;

  beforeAll(async () => {
    perch = await startPerch();
    if (captureMissing === undefined) capture = await Capture.start(perch);
    await addUser(perch, '101', '4321');
  });
  afterAll(async () => {
    await capture?.[Symbol.asyncDispose]();
    await perch?.[Symbol.asyncDispose]();
  });

  const untilInUse = async (desk: InteropDesk, isInUse: boolean) => {
    for (;;) {
      const now = await deskOf(perch, desk);
      if ((now.session !== null) === isInUse) return now;
      await sleep(50);
    }
  };

  for (const [keys, extension, mac] of [
    ['rfc4733', '8001', '0015650000d1'],
    ['info', '8002', '0015650000d2'],
  ] as const) {
    it(`registers, dials *70101, keys the PIN by ${keys}, is logged in, and out by *71`, async () => {
      const desk = await addDesk(perch, { extension, mac });
      await using phone = await Linphone.start(desk.account, keys);
      await phone.until(/LinphoneRegistrationOk/);
      expect((await deskOf(perch, desk)).registeredAs).toBe(extension);
      phone.dial('*70101');
      await phone.until(/LinphoneCallStreamsRunning/);
      await phone.press('4321#');
      expect((await untilInUse(desk, true)).session).toMatchObject({ extension: '101', via: 'dial' });
      await phone.until(/LinphoneCallReleased/);
      phone.dial('*71');
      await untilInUse(desk, false);
      await phone.until(/LinphoneCallReleased/);
    });
  }

  it.skipIf(captureMissing !== undefined)(`is sent nothing that Wireshark finds wrong${note}`, async () => {
    if (capture === undefined) throw new Error('there is no capture');
    const { sip, rtp, wrong } = await capture.dissect();
    expect(wrong).toEqual([]);
    expect(sip).toBeGreaterThan(5);
    expect(rtp).toBeGreaterThan(50);
  });
});

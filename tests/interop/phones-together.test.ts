import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { Baresip } from '../support/baresip.ts';
import { Capture, captureMissing } from '../support/capture.ts';
import { addDesk, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { Linphone } from '../support/linphone.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

const missing = whyMissing('baresip', 'linphone');
const note = captureMissing ? ` (${captureMissing})` : '';
/** Who is first, and by how many milliseconds. */
const RACES = ['hangs up', 'answers'].flatMap((first) => [0, 5, 20, 60].map((byMs) => ({ first, byMs })));

describe.skipIf(missing !== undefined)(
  `baresip and linphone call each other${missing ? ` (${missing})` : ''}`,
  () => {
    let perch: PerchProcess;
    let capture: Capture | undefined;
    let baresip: Baresip;
    let linphone: Linphone;
    /** To whom the others are sent. */
    let third: Baresip;

    const registered = async (desk: InteropDesk, extension: string) => {
      while ((await deskOf(perch, desk)).registeredAs !== extension) await sleep(50);
    };

    beforeAll(async () => {
      perch = await startPerch();
      if (captureMissing === undefined) capture = await Capture.start(perch);
      const desks: InteropDesk[] = [];
      for (const last of [1, 2, 3])
        desks.push(await addDesk(perch, { extension: `800${last}`, mac: `0015650000f${last}` }));
      const [first, second, other] = desks;
      if (first === undefined || second === undefined || other === undefined) throw new Error('no desks');
      baresip = await Baresip.start(first.account);
      linphone = await Linphone.start(second.account, 'rfc4733');
      third = await Baresip.start(other.account);
      await registered(first, '8001');
      await registered(second, '8002');
      await registered(other, '8003');
    });
    afterAll(async () => {
      await capture?.[Symbol.asyncDispose]();
      for (const phone of [baresip, linphone, third]) await phone?.[Symbol.asyncDispose]();
      await perch?.[Symbol.asyncDispose]();
    });

    const uriOf = (extension: string) => `sip:${extension}@127.0.0.1:${perch.sipPort}`;
    /** baresip calls, linphone answers. */
    const called = async () => {
      baresip.command('dial', '8002');
      await linphone.until(/LinphoneCallIncomingReceived/);
      linphone.command('answer');
      await baresip.until('CALL_ESTABLISHED');
      await linphone.until(/to LinphoneCallStreamsRunning/);
    };
    /** linphone calls, baresip answers. */
    const calledBack = async () => {
      linphone.dial('8001');
      await baresip.until('CALL_INCOMING');
      baresip.command('accept');
      await baresip.until('CALL_ESTABLISHED');
      await linphone.until(/to LinphoneCallStreamsRunning/);
    };

    it('and are heard, held from either side, and go on', async () => {
      await called();
      baresip.command('hold');
      await linphone.until(/to LinphoneCallPausedByRemote/);
      baresip.command('resume');
      await linphone.until(/to LinphoneCallStreamsRunning/);
      linphone.command('pause');
      await linphone.until(/to LinphoneCallPaused\n/);
      linphone.command('resume');
      await linphone.until(/to LinphoneCallStreamsRunning/);
      baresip.command('hangup');
      await linphone.until(/LinphoneCallReleased/);
      await baresip.until('CALL_CLOSED');
    });

    it('linphone sends baresip to somebody else', async () => {
      await calledBack();
      linphone.command(`transfer ${uriOf('8003')}`);
      await third.until('CALL_INCOMING');
      third.command('accept');
      await third.until('CALL_ESTABLISHED');
      await linphone.until(/LinphoneCallReleased/);
      third.command('hangup');
      await third.until('CALL_CLOSED');
      await baresip.until('CALL_CLOSED');
    });

    it('baresip sends linphone to somebody else', async () => {
      await called();
      baresip.command('transfer', uriOf('8003'));
      await third.until('CALL_INCOMING');
      third.command('accept');
      await third.until('CALL_ESTABLISHED');
      third.command('hangup');
      await third.until('CALL_CLOSED');
      await linphone.until(/LinphoneCallReleased/);
    });

    it('and are told that the other is busy', async () => {
      linphone.dial('8001');
      await baresip.until('CALL_INCOMING');
      baresip.command('hangup');
      await linphone.until(/SIP\/2\.0 486/);
      await linphone.until(/LinphoneCallReleased/);
    });

    it('and one that gives up leaves nothing that rings', async () => {
      baresip.command('dial', '8002');
      await linphone.until(/LinphoneCallIncomingReceived/);
      baresip.command('hangup');
      await linphone.until(/LinphoneCallReleased/);
      await baresip.until('CALL_CLOSED');
    });

    it('and whoever gives up as the other answers: both know that there is no call', async () => {
      for (const { first, byMs } of RACES) {
        baresip.command('dial', '8002');
        await linphone.until(/LinphoneCallIncomingReceived/);
        const hangUp = () => baresip.command('hangup');
        const answer = () => linphone.command('answer');
        const [one, other] = first === 'hangs up' ? [hangUp, answer] : [answer, hangUp];
        one();
        await sleep(byMs);
        other();
        await baresip.until('CALL_CLOSED');
        await linphone.until(/LinphoneCallReleased/);
      }
    });

    it.skipIf(captureMissing !== undefined)(
      `are sent nothing that Wireshark finds wrong${note}`,
      async () => {
        if (capture === undefined) throw new Error('there is no capture');
        const { sip, wrong } = await capture.dissect();
        expect(wrong).toEqual([]);
        expect(sip).toBeGreaterThan(5);
      },
    );
  },
);

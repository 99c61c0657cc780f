import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { addUser, expectDone } from '../support/interop-office.ts';
import { Linphone } from '../support/linphone.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

const missing = whyMissing('linphone');

describe.skipIf(missing !== undefined)(
  `linphone, told nothing but where its configuration is${missing ? ` (${missing})` : ''}`,
  () => {
    let perch: PerchProcess;
    let desk: DeskView;
    let phone: Linphone;

    beforeAll(async () => {
      perch = await startPerch();
      await addUser(perch, '101', '4321');
      const named = { displayName: 'Zoë’s "corner" & <more>', extension: '8001', mac: '02000000abcd' };
      const body = { ...named, vendor: 'linphone', provisioning: 'link', network: 'lan' };
      desk = (await expectDone(perch.api('POST', '/desks', body))) as DeskView;
      phone = await Linphone.provisioned(desk.provisioningUrl, `127.0.0.1:${perch.sipPort}`);
    });
    afterAll(async () => {
      await phone?.[Symbol.asyncDispose]();
      await perch?.[Symbol.asyncDispose]();
    });

    async function deskUntil(isSo: (now: DeskView) => boolean): Promise<DeskView> {
      for (;;) {
        const now = (await expectDone(perch.api('GET', `/desks/${desk.id}`))) as DeskView;
        if (isSo(now)) return now;
        await sleep(50);
      }
    }

    const dialAndKey = async (number: string, keys = '') => {
      phone.dial(number);
      await phone.until(/LinphoneCallStreamsRunning/);
      await phone.press(keys);
      await phone.until(/LinphoneCallReleased/);
    };

    it('fetches it when it starts, and registers as the desk', async () => {
      await phone.until(/LinphoneRegistrationOk/);
      const free = await deskUntil(({ phone: { state } }) => state === 'settled');
      expect(free).toMatchObject({ registeredAs: '8001', session: null });
    });

    it('holds credentials then, without which nobody else gets it', async () => {
      const answer = await fetch(desk.provisioningUrl, { headers: { 'user-agent': 'Linphonec/5.1.65' } });
      expect(answer.status).toBe(401);
    });

    it('is the person’s who dialled *70101 at it, when it is started again', async () => {
      await dialAndKey('*70101', '4321#');
      await deskUntil(({ session }) => session?.state === 'switched');
      await phone.startAgain();
      await phone.until(/LinphoneRegistrationOk/);
      const taken = await deskUntil(({ session }) => session?.state === 'settled');
      expect(taken).toMatchObject({ registeredAs: '101', phone: { state: 'settled' } });
    });

    it('is the desk’s again after *71, and nothing of the person stays in its file', async () => {
      await dialAndKey('*71');
      await deskUntil(({ session }) => session === null);
      await phone.startAgain();
      await phone.until(/LinphoneRegistrationOk/);
      const free = await deskUntil(({ phone: { state } }) => state === 'settled');
      expect(free.registeredAs).toBe('8001');
      await phone.startAgain();
      await phone.until(/LinphoneRegistrationOk/);
      expect(phone.rc).not.toContain('Person 101');
      expect(phone.rc).toContain('reg_identity="Zoë’s \\"corner\\" & <more>" <sip:8001@');
    });

    it('has no account and no address when its desk has been removed', async () => {
      await expectDone(perch.api('DELETE', `/desks/${desk.id}`));
      await phone.startAgain();
      await phone.until(/Set misc\|config-uri = *$/m);
      await phone.startAgain();
      for (const trace of ['reg_identity', 'passwd', 'config-uri']) expect(phone.rc).not.toContain(trace);
    });
  },
);

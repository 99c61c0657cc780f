import { setTimeout as sleep } from 'node:timers/promises';
import { SessionState } from 'sip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDesk, addUser, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { pressByInfo, SipJsPhone, stateOf } from '../support/sipjs-phone.ts';

describe('SIP.js over WebSocket, from Node', () => {
  let perch: PerchProcess;
  let desks: { first: InteropDesk; second: InteropDesk };
  let phones: { first: SipJsPhone; second: SipJsPhone };

  beforeAll(async () => {
    perch = await startPerch();
    await addUser(perch, '101', '4321');
    desks = {
      first: await addDesk(perch, { extension: '8001', mac: '0015650000e1' }),
      second: await addDesk(perch, { extension: '8002', mac: '0015650000e2' }),
    };
    const server = `${perch.url.replace('http', 'ws')}/sip`;
    phones = {
      first: await SipJsPhone.start(desks.first.account, server),
      second: await SipJsPhone.start(desks.second.account, server),
    };
  });
  afterAll(async () => {
    for (const phone of Object.values(phones ?? {})) await phone.stop();
    await perch?.[Symbol.asyncDispose]();
  });

  const deskUntil = async (
    desk: InteropDesk,
    isSo: (desk: Awaited<ReturnType<typeof deskOf>>) => boolean,
  ) => {
    while (!isSo(await deskOf(perch, desk))) await sleep(50);
  };

  it('registers with digest, takes leave, and comes again', async () => {
    await phones.first.register();
    expect((await deskOf(perch, desks.first)).registeredAs).toBe('8001');
    await phones.first.unregister();
    await deskUntil(desks.first, ({ registeredAs }) => registeredAs === null);
    await phones.first.register();
    await phones.second.register();
  });

  it('calls *70101, hears the prompt, keys the PIN by SIP INFO, and is logged in; *71 ends it', async () => {
    const logIn = await phones.first.call('*70101');
    const [over, before] = [stateOf(logIn, SessionState.Terminated), phones.first.packets];
    while (phones.first.packets < before + 20) await sleep(20);
    await pressByInfo(logIn, '4321#');
    await over.catch(() => {});
    expect((await deskOf(perch, desks.first)).session).toMatchObject({ extension: '101', via: 'dial' });
    const logOut = await phones.first.call('*71');
    await stateOf(logOut, SessionState.Terminated);
    expect((await deskOf(perch, desks.first)).session).toBeNull();
  });

  it('has a lamp for another desk, which is lit while somebody sits there', async () => {
    const { states, unsubscribe } = await phones.first.watch('8002');
    const until = async (count: number) => {
      while (states.length < count) await sleep(20);
    };
    await until(1);
    await perch.api('POST', `/desks/${desks.second.id}/login`, { extension: '101', pin: '4321' });
    await until(2);
    await perch.api('POST', `/desks/${desks.second.id}/logout`);
    await until(3);
    expect(states).toEqual(['terminated', 'confirmed', 'terminated']);
    await unsubscribe();
    const metrics = async () => (await fetch(`${perch.url}/metrics`)).text();
    while (!(await metrics()).includes('perch_sip_subscriptions 0')) await sleep(20);
  });

  it('calls from desk to desk, and either side hangs up', async () => {
    for (const who of ['caller', 'called'] as const) {
      const invited = phones.second.invited();
      const calling = phones.first.call('8002');
      const invitation = await invited;
      expect(invitation.request.getHeader('P-Asserted-Identity')).toContain('sip:8001@');
      await invitation.accept();
      const call = await calling;
      const over = [call, invitation].map((one) => stateOf(one, SessionState.Terminated));
      await (who === 'caller' ? call : invitation).bye();
      await Promise.all(over);
    }
  });
});

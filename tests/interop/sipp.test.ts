import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { Capture, captureMissing } from '../support/capture.ts';
import { freePort } from '../support/free-port.ts';
import { addDesk, addUser, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { runSipp, startSipp } from '../support/sipp.ts';

const missing = whyMissing('sipp');

const note = captureMissing ? ` (${captureMissing})` : '';

describe.skipIf(missing !== undefined)(`sipp as a desk phone${missing ? ` (${missing})` : ''}`, () => {
  let perch: PerchProcess;
  let capture: Capture | undefined;
  let first: InteropDesk;
  let second: InteropDesk;
  let third: InteropDesk;

  beforeAll(async () => {
    perch = await startPerch();
    if (captureMissing === undefined) capture = await Capture.start(perch);
    await addUser(perch, '101', '4321');
    await addUser(perch, '102', '8765');
    first = await addDesk(perch, { extension: '8001', mac: '0015650000c1' });
    const occupant = { extension: '102', pin: '8765' };
    second = await addDesk(perch, { extension: '8002', mac: '0015650000c2', occupant });
    third = await addDesk(perch, { extension: '8003', mac: '0015650000c3' });
  });
  afterAll(async () => {
    await capture?.[Symbol.asyncDispose]();
    await perch?.[Symbol.asyncDispose]();
  });

  for (const transport of ['udp', 'tcp'] as const) {
    it(`registers with digest over ${transport.toUpperCase()}`, async () => {
      await runSipp({ scenario: 'register-with-digest', account: first.account, transport });
      expect((await deskOf(perch, first)).registeredAs).toBe('8001');
    });
  }

  it('does not register with another password', async () => {
    const account = { ...first.account, password: 'wrong' };
    await expect(runSipp({ scenario: 'register-with-digest', account })).rejects.toThrow(/403/);
  });

  it('keys a wrong PIN three times by INFO, and is hung up', async () => {
    await runSipp({ scenario: 'wrong-pin-three-times', account: first.account });
    expect((await deskOf(perch, first)).session).toBeNull();
  });

  it('calls *71 without an offer, is made one, holds and goes on', async () => {
    await runSipp({ scenario: 'log-out-without-offer', account: first.account });
  });

  it('rings for 102 where 102 sits, and stops when the caller gives up', async () => {
    const port = await freePort();
    await runSipp({ scenario: 'register-with-digest', account: second.account, port });
    expect(await deskOf(perch, second)).toMatchObject({ registeredAs: '102', session: { state: 'settled' } });
    const called = await startSipp({ scenario: 'called-phone', account: second.account, port });
    await runSipp({ scenario: 'caller-gives-up', account: first.account });
    await called.succeeded();
  });

  for (const transport of ['udp', 'tcp'] as const) {
    it(`watches a free desk over ${transport.toUpperCase()}, and is told when somebody logs in there`, async () => {
      const asked = await subscribesAt(perch);
      const watcher = await startSipp({ scenario: 'watch-desk', account: first.account, transport });
      // The second one has the credentials.
      while ((await subscribesAt(perch)) < asked + 2) await sleep(20);
      const occupant = { extension: '101', pin: '4321' };
      const { status } = await perch.api('POST', `/desks/${third.id}/login`, occupant);
      await watcher.succeeded();
      await perch.api('POST', `/desks/${third.id}/logout`);
      expect(status).toBe(201);
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

/** How many SUBSCRIBEs have come in. */
async function subscribesAt(perch: PerchProcess): Promise<number> {
  const text = await (await fetch(`${perch.url}/metrics`)).text();
  return Number(/method="SUBSCRIBE"\} (\d+)/.exec(text)?.[1] ?? 0);
}

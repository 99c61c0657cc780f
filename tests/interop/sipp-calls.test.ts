import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { Capture, captureMissing } from '../support/capture.ts';
import { freePort } from '../support/free-port.ts';
import { addDesk, addUser, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { runSipp, startSipp } from '../support/sipp.ts';
import {
  acknowledgesFailure,
  answers,
  asks,
  calls,
  cancels,
  gets,
  getsAnswer,
  isAsked,
  isCalled,
  scenario,
  sdp,
  waits,
} from '../support/sipp-scenario.ts';

const missing = whyMissing('sipp');
const OK = '200 OK';

/** What the caller and the callee do while they talk. */
type Story = { caller: readonly string[]; callee: readonly string[] };

const answered = {
  caller: [gets(180), getsAnswer()],
  callee: [isCalled(), answers('180 Ringing')],
};
const acked = asks('8002', { method: 'ACK', cseq: 2 });
const hangsUp = (cseq: number) => [asks('8002', { method: 'BYE', cseq }), gets(200)];
const isHungUp = [isAsked('BYE'), answers(OK, { isWithin: true })];

/** A call that is answered and, after what is between, hung up by the caller. */
const talk = ({ caller, callee }: Story, lastCseq: number): Story => ({
  caller: [...calls('8002'), ...answered.caller, acked, ...caller, ...hangsUp(lastCseq)],
  callee: [
    ...answered.callee,
    answers(OK, { body: sdp('sendrecv') }),
    isAsked('ACK'),
    ...callee,
    ...isHungUp,
  ],
});

const held = talk(
  {
    caller: [
      asks('8002', { method: 'INVITE', cseq: 3, body: sdp('sendonly') }),
      gets(100, { isOptional: true }),
      gets(200),
      asks('8002', { method: 'ACK', cseq: 3 }),
      isAsked('INVITE', { text: 'a=sendrecv' }),
      answers(OK, { body: sdp('sendrecv'), isWithin: true }),
      isAsked('ACK'),
    ],
    callee: [
      isAsked('INVITE', { text: 'a=sendonly' }),
      answers(OK, { body: sdp('recvonly'), isWithin: true }),
      isAsked('ACK'),
      waits(100),
      asks('101', { method: 'INVITE', cseq: 1, body: sdp('sendrecv') }),
      gets(100, { isOptional: true }),
      gets(200),
      asks('101', { method: 'ACK', cseq: 1 }),
    ],
  },
  4,
);

const notify = (cseq: number, state: string, text: string): string =>
  asks('101', {
    ...{ method: 'NOTIFY', cseq, more: ['Event: refer', `Subscription-State: ${state}`] },
    body: { type: 'message/sipfrag;version=2.0', text: `${text}\n` },
  });

/** RFC 3515, RFC 3891: the caller sends the callee to somebody else, and hears what becomes of it. */
const transferred = (referTo: string, pattern: string): Story =>
  talk(
    {
      caller: [
        asks('8002', {
          method: 'REFER',
          cseq: 3,
          more: [`Refer-To: ${referTo}`, 'Referred-By: <sip:101@perch>'],
        }),
        gets(202),
        isAsked('NOTIFY', { text: 'SIP/2.0 100' }, { header: 'Event', text: 'refer' }),
        answers(OK, { isWithin: true }),
        isAsked('NOTIFY', { text: 'SIP/2.0 200' }, { header: 'Subscription-State', text: 'terminated' }),
        answers(OK, { isWithin: true }),
      ],
      callee: [
        isAsked(
          'REFER',
          { header: 'Refer-To', text: pattern },
          { header: 'Referred-By', text: 'sip:101@perch' },
        ),
        answers('202 Accepted', { isWithin: true }),
        notify(1, 'active;expires=60', 'SIP/2.0 100 Trying'),
        gets(200),
        notify(2, 'terminated;reason=noresource', 'SIP/2.0 200 OK'),
        gets(200),
      ],
    },
    4,
  );

const busy: Story = {
  caller: [...calls('8002'), gets(486), acknowledgesFailure('8002')],
  callee: [isCalled(), answers('486 Busy Here'), isAsked('ACK')],
};

/** The callee answers at the moment in which the caller gives up: the CANCEL is too late, and both know it. */
const raced: Story = {
  caller: [...calls('8002'), gets(180), getsAnswer(), cancels('8002'), gets(200), acked, ...hangsUp(3)],
  callee: [...answered.callee, answers(OK, { body: sdp('sendrecv') }), isAsked('ACK'), ...isHungUp],
};

const note = captureMissing ? ` (${captureMissing})` : '';

describe.skipIf(missing !== undefined)(`two sipp phones${missing ? ` (${missing})` : ''}`, () => {
  let perch: PerchProcess;
  let capture: Capture | undefined;
  let caller: InteropDesk;
  let callee: InteropDesk;
  let port: number;

  beforeAll(async () => {
    perch = await startPerch();
    if (captureMissing === undefined) capture = await Capture.start(perch);
    await addUser(perch, '101', '4321');
    const occupant = { extension: '101', pin: '4321' };
    caller = await addDesk(perch, { extension: '8001', mac: '0015650000e1', occupant });
    callee = await addDesk(perch, { extension: '8002', mac: '0015650000e2' });
    port = await freePort();
    await runSipp({ scenario: 'register-with-digest', account: callee.account, port });
    expect((await deskOf(perch, callee)).registeredAs).toBe('8002');
  });
  afterAll(async () => {
    await capture?.[Symbol.asyncDispose]();
    await perch?.[Symbol.asyncDispose]();
  });

  it.each([
    { name: 'hold and resume, by a re-INVITE from either side', story: held },
    {
      name: 'one sends the other to somebody else (blind transfer)',
      story: transferred('<sip:8003@perch>', 'sip:8003@perch'),
    },
    {
      name: 'one connects the other with whom it has spoken (attended transfer)',
      story: transferred(
        '<sip:8003@perch?Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2>',
        'Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2',
      ),
    },
    { name: 'busy is told', story: busy },
    { name: 'a CANCEL that comes after the answer changes nothing', story: raced },
  ])('$name', async ({ name, story }) => {
    const called = await startSipp({
      scenario: scenario(name, ...story.callee),
      account: callee.account,
      port,
    });
    await runSipp({ scenario: scenario(name, ...story.caller), account: caller.account });
    await called.succeeded();
  });

  it.skipIf(captureMissing !== undefined)(`is sent nothing that Wireshark finds wrong${note}`, async () => {
    if (capture === undefined) throw new Error('there is no capture');
    const { sip, wrong } = await capture.dissect();
    expect(wrong).toEqual([]);
    expect(sip).toBeGreaterThan(5);
  });
});

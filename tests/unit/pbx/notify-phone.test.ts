import { describe, expect, it } from 'vitest';
import { type Challenge, serializeChallenge } from '#server/digest/challenge.ts';
import { type DigestCredentials, parseDigestCredentials } from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import type { LastHeard } from '#server/pbx/locations.ts';
import { type Notified, notifyPhone } from '#server/pbx/notify-phone.ts';
import { OwnAddress } from '#server/pbx/own-address.ts';
import type { TransactionUser } from '#server/sip/engine.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { FakeNetwork, type Faults, perfect } from '#tests/fakes/link.ts';

const [SERVER, PHONE] = ['192.0.2.1', '192.0.2.11'];
const SECRET = 'derived';

/** What becomes of a check-sync, and every NOTIFY that the phone got for it. */
async function notified(onRequest: TransactionUser['onRequest'], faults: Faults = perfect) {
  const network = new FakeNetwork(7, faults);
  const received: SipRequest[] = [];
  network.add(PHONE, {
    onRequest(transaction, nowMs) {
      received.push(transaction.request);
      onRequest(transaction, nowMs);
    },
    onAck() {},
  });
  const engine = network.add(SERVER, { onRequest() {}, onAck() {} });
  const to: LastHeard = {
    ...{ authName: 'auth', extension: '8001', contact: `sip:8001@${PHONE}:5060`, path: [], untilMs: 1 },
    flow: network.flow(SERVER, PHONE),
  };
  let outcome: Notified | undefined;
  const own = new OwnAddress({ host: SERVER, port: 5_060 });
  const args = { to, event: 'check-sync;reboot=false', secret: SECRET, own };
  void notifyPhone({ ...args, run: (work) => work(engine, network.nowMs) }).then((one) => {
    outcome = one;
  });
  network.run(60_000);
  await Promise.resolve();
  return { outcome, received, pending: network.pendingTransactions };
}

const answers =
  (status: number): TransactionUser['onRequest'] =>
  (transaction, nowMs) =>
    transaction.reply(status, nowMs);

const challenge = (more: Partial<Challenge> = {}): string =>
  serializeChallenge({ realm: 'phone', nonce: 'n1', algorithm: 'MD5', stale: false, ...more });

/** Challenges a NOTIFY as often as there are challenges, then takes it. */
const asks =
  (status: 401 | 407, challenges: ReadonlyArray<readonly string[]>): TransactionUser['onRequest'] =>
  (transaction, nowMs) => {
    const name = status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
    const given = Number.parseInt(transaction.request.headers.get('CSeq') ?? '1', 10) - 1;
    const headers = challenges[given]?.map((value) => [name, value] as const);
    if (headers === undefined) transaction.reply(200, nowMs);
    else transaction.reply(status, nowMs, { headers });
  };

const credentialsOf = (request: SipRequest | undefined): DigestCredentials | undefined =>
  parseDigestCredentials(
    request?.headers.get('Authorization') ?? request?.headers.get('Proxy-Authorization') ?? '',
  );

describe('a check-sync', () => {
  it.each([
    [200, 'taken'],
    [202, 'taken'],
    [481, 'no-subscription'],
    [489, 'unknown-event'],
    [403, 'refused'],
    [501, 'refused'],
    [408, 'unreachable'],
  ] as const)('that is answered %i was %s', async (status, outcome) => {
    const run = await notified(answers(status));
    expect([run.outcome, run.received.length, run.pending]).toEqual([outcome, 1, 0]);
  });

  it('is for the one contact of a phone, not for its number, and of no subscription', async () => {
    const [notify] = (await notified(answers(200))).received;
    expect(notify?.uri).toBe(`sip:8001@${PHONE}:5060`);
    expect(['Event', 'Subscription-State'].map((name) => notify?.headers.get(name))).toEqual([
      'check-sync;reboot=false',
      'terminated',
    ]);
    expect(notify?.headers.get('To')).not.toContain('tag=');
  });

  it('is sent again while nothing comes back (RFC 3261 17.1.2), and heard once', async () => {
    const run = await notified(answers(200), { ...perfect, loss: 0.5 });
    expect([run.outcome, run.received.length]).toEqual(['taken', 1]);
  });

  it('to a phone that is not there was unreachable', async () => {
    expect((await notified(() => {}, { ...perfect, loss: 1 })).outcome).toBe('unreachable');
  });
});

describe('a phone that challenges it (RFC 3261 22.2, 22.3)', () => {
  it.each([
    [401, 'MD5'],
    [407, 'MD5'],
    [401, 'SHA-256'],
    [407, 'SHA-256'],
  ] as const)('with %i and %s gets it signed with the secret of its account', async (status, algorithm) => {
    const run = await notified(asks(status, [[challenge({ algorithm })]]));
    const credentials = credentialsOf(run.received[1]);
    expect(run.outcome).toBe('taken');
    expect(credentials).toMatchObject({ username: 'auth', algorithm, nc: '00000001' });
    expect(credentials && isRightResponse(credentials, SECRET, 'NOTIFY')).toBe(true);
  });

  it('with several algorithms is answered by the first one that is known (RFC 8760 2.4)', async () => {
    const unknown = challenge().replace('MD5', 'SHA-512-256');
    const run = await notified(asks(401, [[unknown, challenge({ algorithm: 'SHA-256' }), challenge()]]));
    expect([run.outcome, credentialsOf(run.received[1])?.algorithm]).toEqual(['taken', 'SHA-256']);
  });

  it('and calls the nonce stale gets one more answer, with the new nonce counted from one', async () => {
    const run = await notified(asks(401, [[challenge()], [challenge({ nonce: 'n2', stale: true })]]));
    expect([run.outcome, run.received.length]).toEqual(['taken', 3]);
    expect(credentialsOf(run.received[2])).toMatchObject({ nonce: 'n2', nc: '00000001' });
  });

  it('and does not believe the secret refuses it', async () => {
    const run = await notified(asks(401, [[challenge()], [challenge({ nonce: 'n2' })]]));
    expect([run.outcome, run.received.length]).toEqual(['refused', 2]);
  });

  it('and calls every nonce stale refuses it, and is not asked for ever', async () => {
    const stale = [challenge({ stale: true })];
    const run = await notified(
      asks(
        401,
        Array.from({ length: 50 }, () => stale),
      ),
    );
    expect([run.outcome, run.received.length]).toEqual(['refused', 3]);
  });

  it('for what nobody here can answer refuses it', async () => {
    const run = await notified(asks(401, [['Bearer realm="phone"']]));
    expect([run.outcome, run.received.length]).toEqual(['refused', 1]);
  });
});

import { describe, expect, it } from 'vitest';
import { serializeChallenge } from '#server/digest/challenge.ts';
import { parseDigestCredentials } from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { type Binding, decideRegister } from '#server/sip/registrar/decide-register.ts';
import { Nonces } from '#server/sip/registrar/nonces.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import { OutgoingCall } from '#server/sip/uac/outgoing-call.ts';
import { Registration } from '#server/sip/uac/registration.ts';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';
import { FakeNetwork } from '#tests/fakes/link.ts';
import { ANSWER, CALLER, OFFER, PROXY } from '#tests/support/sip-call.ts';

const account = { username: 'u1', password: 'secret' };
const policy = {
  expiresDefaultSeconds: 600,
  expiresMinSeconds: 60,
  expiresMaxSeconds: 3_600,
  bindingsMax: 5,
};

/** A server that lets in who knows the password, and says what it saw. */
function addServer(
  network: FakeNetwork,
  onAllowed: (transaction: ServerTransaction, nowMs: number) => void,
  onAck: (ack: SipRequest, nowMs: number) => void = () => {},
) {
  const seen: string[] = [];
  const nonces = new Nonces(new Uint8Array(32), 60_000);
  let salt = 0;
  const challenge = (transaction: ServerTransaction, nowMs: number, stale: boolean): void => {
    salt += 1;
    const nonce = nonces.make(nowMs, String(salt));
    const value = serializeChallenge({ realm: 'perch', nonce, algorithm: 'MD5', stale });
    const isRegister = transaction.request.method === 'REGISTER';
    const name = isRegister ? 'WWW-Authenticate' : 'Proxy-Authenticate';
    transaction.reply(isRegister ? 401 : 407, nowMs, { headers: [[name, value]] });
  };
  const engine: SipEngine = network.add(PROXY, {
    onRequest(transaction, nowMs) {
      const { headers, method } = transaction.request;
      const given = parseDigestCredentials(
        headers.get('Authorization') ?? headers.get('Proxy-Authorization') ?? '',
      );
      seen.push(`${headers.get('CSeq')}${given === undefined ? '' : ` ${given.nc}`}`);
      if (given === undefined) return challenge(transaction, nowMs, false);
      if (!isRightResponse(given, account.password, method)) return challenge(transaction, nowMs, false);
      const state = nonces.check(given.nonce, given.nc, nowMs);
      return state === 'fresh' ? onAllowed(transaction, nowMs) : challenge(transaction, nowMs, true);
    },
    onAck(ack, _flow, nowMs) {
      seen.push('ACK');
      onAck(ack, nowMs);
    },
  });
  return { engine, seen };
}

function registrar(network: FakeNetwork) {
  let bindings: readonly Binding[] = [];
  return addServer(network, (transaction, nowMs) => {
    const decision = decideRegister({ request: transaction.request, bindings, policy, nowMs });
    if (decision.kind === 'reject') return transaction.reply(decision.status, nowMs);
    bindings = decision.bindings;
    const headers = bindings.map(({ contact }) => ['Contact', `<${contact}>;expires=300`] as const);
    return transaction.reply(200, nowMs, { headers });
  });
}

function phone(network: FakeNetwork, password = account.password) {
  const log: string[] = [];
  const engine = network.add(CALLER, {
    onRequest: (transaction, nowMs) => transaction.reply(481, nowMs),
    onAck() {},
  });
  const registration = new Registration({
    engine,
    flow: network.flow(CALLER, PROXY),
    account: { ...account, password },
    registrar: `sip:${PROXY}`,
    aor: `sip:101@${PROXY}`,
    contact: `sip:101@${CALLER}:5060`,
    user: {
      registered: (seconds) => log.push(`registered ${seconds}`),
      failed: (status) => log.push(`failed ${status}`),
    },
  });
  return { engine, registration, log };
}

describe('a phone that registers', () => {
  it('answers the challenge, keeps it for the refresh, and asks again when it has grown stale', () => {
    const network = new FakeNetwork(1);
    const { seen } = registrar(network);
    const { registration, log } = phone(network);
    registration.register(600, 0);
    network.run(10_000);
    registration.register(600, 10_000);
    network.run(100_000);
    registration.register(600, 100_000);
    network.run(200_000);
    registration.register(0, 200_000);
    network.run(300_000);
    expect(log).toEqual(['registered 300', 'registered 300', 'registered 300', 'registered 0']);
    expect(seen).toEqual([
      '1 REGISTER',
      '2 REGISTER 00000001',
      '3 REGISTER 00000002',
      '4 REGISTER 00000003',
      '5 REGISTER 00000001',
      '6 REGISTER 00000002',
      '7 REGISTER 00000001',
    ]);
  });

  it('tries a wrong password once', () => {
    const network = new FakeNetwork(1);
    const { seen } = registrar(network);
    const { registration, log } = phone(network, 'wrong');
    registration.register(600, 0);
    network.run(100_000);
    expect({ log, tries: seen.length }).toEqual({ log: ['failed 401'], tries: 2 });
  });

  it('hears that nobody answers', () => {
    const network = new FakeNetwork(1);
    const { registration, log } = phone(network);
    registration.register(600, 0);
    network.run(100_000);
    expect(log).toEqual(['failed 408']);
  });
});

describe('a call that is challenged', () => {
  it('is placed again with credentials, answered, keyed into, and ended', () => {
    const network = new FakeNetwork(1);
    const log: string[] = [];
    let answered: AnsweredCall | undefined;
    const { engine, seen } = addServer(
      network,
      (transaction, nowMs) => {
        if (answered?.owns(transaction.request)) return answered.receive(transaction, nowMs);
        const call = new AnsweredCall({
          engine,
          transaction,
          contact: `sip:*70@${PROXY}`,
          user: {
            digit: (digit) => log.push(`digit ${digit}`),
            offer: () => ANSWER,
            hungUp: () => log.push('hung up'),
            byeAnswered() {},
          },
        });
        answered = call;
        return call.accept(ANSWER, nowMs);
      },
      (ack, nowMs) => answered?.ack(ack, nowMs),
    );
    const caller = network.add(CALLER, {
      onRequest: (transaction, nowMs) => transaction.reply(481, nowMs),
      onAck() {},
    });
    const call = new OutgoingCall({
      engine: caller,
      digest: new DigestClient(caller, account),
      flow: network.flow(CALLER, PROXY),
      target: `sip:*70101@${PROXY}`,
      from: `<sip:8001@${PROXY}>`,
      contact: `sip:8001@${CALLER}`,
      sdp: OFFER,
      nowMs: 0,
      user: {
        answered: (sdp) => log.push(sdp === ANSWER ? 'answered' : 'odd'),
        ended: (status) => log.push(`ended ${status}`),
      },
    });
    network.run(1_000);
    call.sendDigit('1', 1_000);
    network.run(2_000);
    call.sendDigit('#', 2_000);
    network.run(3_000);
    call.hangUp(3_000);
    network.run(100_000);
    expect(log).toEqual(['answered', 'digit 1', 'digit #', 'ended 200', 'hung up']);
    expect(seen).toEqual([
      '1 INVITE',
      '2 INVITE 00000001',
      'ACK',
      '3 INFO 00000002',
      '4 INFO 00000003',
      '5 BYE 00000004',
    ]);
    expect(network.pendingTransactions).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { subscriptionDialog } from '#server/sip/event/decide-subscribe.ts';
import { Subscription } from '#server/sip/event/subscription.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { bodyText, cseqOf, noBody, type SipRequest } from '#server/sip/message/message.ts';
import { FakeNetwork, type Faults, perfect } from '#tests/fakes/link.ts';
import { seededRandom } from '#tests/fakes/seeded-random.ts';

const [SERVER, PHONE] = ['192.0.2.1', '192.0.2.11'];
const SEEDS = 40;
const MINUTES_15_MS = 900_000;
const PACKAGE = {
  ...{ name: 'dialog', contentType: 'text/plain', spacingMs: 1_000 },
  ...{ expiresMinSeconds: 60, expiresMaxSeconds: 3_600 },
};

const bad: Faults = { loss: 0.2, duplication: 0.2, delayMinMs: 1, delayMaxMs: 700 };

/** Something changes again and again while a phone watches it. */
function watch(seed: number, faults: Faults) {
  const network = new FakeNetwork(seed, faults);
  const random = seededRandom(seed);
  let state = 0;
  let subscription: Subscription | undefined;
  const toldAtMs: number[] = [];
  const server = network.add(SERVER, {
    onAck() {},
    onRequest(transaction, nowMs) {
      const dialog = subscriptionDialog(transaction.request, transaction.localTag);
      if (dialog === undefined) throw new Error('no SUBSCRIBE');
      subscription = new Subscription({
        ...{ engine: server, transaction, dialog, package: PACKAGE, expiresSeconds: 3_600, nowMs },
        event: { package: 'dialog', id: undefined },
        account: { username: 'a', password: 'b' },
        watched: { document: () => String(state) },
        contact: () => `sip:perch@${SERVER}`,
        onEnded() {},
      });
    },
  });
  const shown = { cseq: 0, state: 'nothing' };
  const phone = network.add(PHONE, {
    onAck() {},
    onRequest(transaction, nowMs) {
      // RFC 3261 12.2.2: what was overtaken is not taken up.
      const cseq = cseqOf(transaction.request)?.number ?? 0;
      if (cseq > shown.cseq) Object.assign(shown, { cseq, state: bodyText(transaction.request) });
      toldAtMs.push(nowMs);
      transaction.reply(200, nowMs);
    },
  });
  const user = { response() {}, failed() {} };
  phone.request(subscribe(), network.flow(PHONE, SERVER), { user, nowMs: 0 });
  for (let atMs = 0; atMs < MINUTES_15_MS; atMs += Math.floor(random.next() * 4_000)) {
    network.run(atMs);
    state += 1;
    subscription?.look(network.nowMs);
  }
  network.run(network.nowMs + 120_000);
  return { shown, state, isOver: subscription?.isOver, toldAtMs, pending: network.pendingTransactions };
}

function subscribe(): SipRequest {
  const headers = new Headers()
    .append('From', `<sip:8001@${SERVER}>;tag=f`)
    .append('To', `<sip:102@${SERVER}>`)
    .append('Call-ID', 'c')
    .append('CSeq', '1 SUBSCRIBE')
    .append('Max-Forwards', '70')
    .append('Contact', `<sip:8001@${PHONE}:5060>`)
    .append('Event', 'dialog');
  return { kind: 'request', method: 'SUBSCRIBE', uri: `sip:102@${SERVER}`, headers, body: noBody };
}

describe('a subscription', () => {
  it('on a perfect link is told at most once a second, and in the end what is', () => {
    const { shown, state, toldAtMs } = watch(1, perfect);
    const gaps = toldAtMs.slice(1).map((atMs, index) => atMs - (toldAtMs[index] ?? 0));
    expect(shown.state).toBe(String(state));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });

  it('on a link that loses, doubles, delays and reorders shows in the end what is, or is over', () => {
    let overs = 0;
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { shown, state, isOver, pending } = watch(seed, bad);
      if (isOver === true) overs += 1;
      else expect({ seed, shown: shown.state, pending }).toEqual({ seed, shown: String(state), pending: 0 });
    }
    expect(overs).toBeLessThan(SEEDS / 10);
  });
});

import { describe, expect, it } from 'vitest';
import { subscriptionDialog } from '#server/sip/event/decide-subscribe.ts';
import { parseEvent } from '#server/sip/event/event-header.ts';
import { Subscription } from '#server/sip/event/subscription.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { bodyText } from '#server/sip/message/message.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { bench, flowTo, runUntil, wire } from '#tests/support/sip-engine.ts';

const PACKAGE = {
  ...{ name: 'dialog', contentType: 'application/dialog-info+xml', spacingMs: 1_000 },
  ...{ expiresMinSeconds: 60, expiresMaxSeconds: 900 },
};

/** A phone behind a proxy watches something. */
function watched() {
  const flow = flowTo(5_071);
  let state: string | undefined = 'free';
  let endings = 0;
  let subscription: Subscription | undefined;
  const own = bench({
    onRequest(transaction, nowMs) {
      if (subscription !== undefined) return subscription.refresh(transaction, 600, nowMs);
      const { request, localTag } = transaction;
      const dialog = subscriptionDialog(request, localTag);
      const event = parseEvent(request.headers.get('Event'));
      if (dialog === undefined || event === undefined) throw new Error('no SUBSCRIBE');
      subscription = new Subscription({
        ...{ engine, transaction, dialog, event, package: PACKAGE, expiresSeconds: 600, nowMs },
        account: { username: 'auth', password: 'secret' },
        watched: { document: (version) => state && `${version} ${state}` },
        contact: ({ remote }) => `sip:perch@192.0.2.1;to=${remote.port}`,
        onEnded: () => {
          endings += 1;
        },
      });
    },
  });
  let wakes = 0;
  const engine: typeof own.engine = {
    ...own.engine,
    at: (atMs, task) => {
      wakes += 1;
      own.engine.at(atMs, task);
    },
  };
  let nowMs = 0;
  const subscribe = (cseq: number, contact = 'sip:8001@192.0.2.9', by = flow) => {
    const lines = [
      'SUBSCRIBE sip:102@192.0.2.1 SIP/2.0',
      `Via: SIP/2.0/UDP 192.0.2.9:5071;branch=z9hG4bK${cseq};rport`,
      'Record-Route: <sip:p2.example;lr>, <sip:p1.example;lr>',
      ...['From: "A" <sip:8001@perch>;tag=a', 'To: <sip:102@perch>', 'Call-ID: c1'],
      ...[`CSeq: ${cseq} SUBSCRIBE`, `Contact: <${contact}>`, 'Event: dialog;id=4;x=y', 'Max-Forwards: 70'],
    ];
    own.engine.receive(by, wire(lines), nowMs);
    return own.sent();
  };
  const answer = (notify: SipRequest, status: number, headers: Array<[string, string]> = []) => {
    own.engine.receive(flow, serializeMessage(respondTo(notify, status, { headers })), nowMs);
    return own.sentRequests();
  };
  return {
    ...{ ...own, flow, subscribe, answer },
    subscription: () => {
      if (subscription === undefined) throw new Error('there is none');
      return subscription;
    },
    become: (next: string | undefined) => {
      state = next;
      subscription?.look(nowMs);
      return own.sentRequests();
    },
    until: (toMs: number) => {
      nowMs = toMs;
      runUntil(own.engine, toMs);
      return own.sentRequests();
    },
    endings: () => endings,
    wakes: () => wakes,
  };
}

const first = (phone: ReturnType<typeof watched>): SipRequest => {
  const notify = phone.subscribe(1).find((one) => one.kind === 'request');
  if (notify?.kind !== 'request') throw new Error('no NOTIFY');
  return notify;
};

describe('the NOTIFYs of a subscription', () => {
  it('come after its 2xx, by the route of the SUBSCRIBE (RFC 3261 12.1.1, 12.2.1.1)', () => {
    const phone = watched();
    const [ok, notify] = phone.subscribe(1);
    expect(ok).toMatchObject({ kind: 'response', status: 200 });
    expect(ok?.headers.get('Expires')).toBe('600');
    expect(notify).toMatchObject({ kind: 'request', method: 'NOTIFY', uri: 'sip:8001@192.0.2.9' });
    expect(notify?.headers.list('Route')).toEqual(['<sip:p2.example;lr>', '<sip:p1.example;lr>']);
    expect(notify?.headers.get('To')).toBe('"A" <sip:8001@perch>;tag=a');
    expect(notify?.headers.get('Event')).toBe('dialog;id=4');
    expect(notify && bodyText(notify)).toBe('0 free');
  });

  it('count up, and go to where the newest SUBSCRIBE says', () => {
    const phone = watched();
    phone.answer(first(phone), 200);
    phone.until(5_000);
    const [ok, notify] = phone.subscribe(2, 'sip:8001@192.0.2.9:9999');
    expect(ok).toMatchObject({ status: 200 });
    expect([notify?.kind === 'request' && notify.uri, notify?.headers.get('CSeq')]).toEqual([
      'sip:8001@192.0.2.9:9999',
      '2 NOTIFY',
    ]);
    expect(notify && bodyText(notify)).toBe('1 free');
  });

  it('go by the way that the newest SUBSCRIBE came', () => {
    const phone = watched();
    phone.answer(first(phone), 200);
    const moved = flowTo(5_072, 'tcp');
    phone.subscribe(2, 'sip:8001@192.0.2.9', moved);
    expect(phone.sentTo.at(-1)).toEqual(moved);
  });

  it('are sent again until they are answered, and none beside them (RFC 3261 17.1.2)', () => {
    const phone = watched();
    const notify = first(phone);
    expect(phone.become('busy')).toEqual([]);
    const again = phone.until(3_600);
    expect(again.map((one) => one.headers.get('CSeq'))).toEqual(['1 NOTIFY', '1 NOTIFY', '1 NOTIFY']);
    expect(phone.answer(notify, 200).map(bodyText)).toEqual(['1 busy']);
  });

  it('cost no more timers the more there are', () => {
    const phone = watched();
    let notify: SipRequest | undefined = first(phone);
    for (let second = 1; second <= 100; second += 1) {
      if (notify !== undefined) phone.answer(notify, 200);
      phone.until(second * 1_000);
      [notify] = phone.become(`state ${second}`);
    }
    expect(phone.wakes()).toBeLessThan(110);
  });

  it('are not sent of what has not changed', () => {
    const phone = watched();
    phone.answer(first(phone), 200);
    phone.until(5_000);
    expect(phone.become('free')).toEqual([]);
    expect(phone.until(60_000)).toEqual([]);
  });

  it('that are turned down for now come when they may', () => {
    const phone = watched();
    phone.answer(first(phone), 503, [['Retry-After', '20']]);
    expect(phone.become('free')).toEqual([]);
    expect(phone.until(19_999)).toEqual([]);
    expect(phone.until(20_000).map(bodyText)).toEqual(['1 free']);
  });

  it('end when the phone says that it knows of no subscription', () => {
    const phone = watched();
    phone.answer(first(phone), 481);
    expect([phone.subscription().isOver, phone.endings(), phone.until(900_000)]).toEqual([true, 1, []]);
  });

  it('say that it is over when it runs out, and the last of them is sent again, too', () => {
    const phone = watched();
    phone.answer(first(phone), 200);
    const last = phone.until(600_000);
    expect(last.map((one) => one.headers.get('Subscription-State'))).toEqual(['terminated;reason=timeout']);
    expect(phone.until(600_500).length).toBe(1);
    expect(phone.endings()).toBe(1);
  });
});

describe('a SUBSCRIBE in the dialog', () => {
  it('that is older than the last one changes nothing (RFC 3261 12.2.2)', () => {
    const phone = watched();
    phone.subscribe(5);
    expect(phone.subscribe(4)).toMatchObject([{ kind: 'response', status: 500 }]);
  });
});

describe('an Event header (RFC 6665 8.2.1)', () => {
  it.each([
    ['dialog', { package: 'dialog', id: undefined }],
    ['Dialog ; ID=7 ; call-id="a;b"', { package: 'dialog', id: '7' }],
    ['message-summary', { package: 'message-summary', id: undefined }],
  ])('%s', (text, event) => {
    expect(parseEvent(text)).toEqual(event);
  });

  it.each([[undefined], [''], [';id=1'], ['a b'], ['dialog;id="x'], ['dialog;@=1']])('%s is none', (text) => {
    expect(parseEvent(text)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { tagOf, toOf, topVia } from '#server/sip/message/message.ts';
import { bench, bytesOf, flowTo, parsedRequest, runUntil, wire } from '#tests/support/sip-engine.ts';

const flow = flowTo(5062);

const request = (method: string, change: Partial<Record<string, string>> = {}): Uint8Array => {
  const lines: Record<string, string | undefined> = {
    Via: 'SIP/2.0/UDP 10.0.0.9:5062;branch=z9hG4bKx1;rport',
    From: '"Ann" <sip:101@perch.example>;tag=a1',
    To: '<sip:102@perch.example>',
    'Call-ID': 'call-1',
    CSeq: `1 ${method === 'CANCEL' || method === 'ACK' ? method : method}`,
    'Max-Forwards': '70',
    Contact: '<sip:101@10.0.0.9:5062>',
    'Content-Length': '0',
    ...change,
  };
  const fields = Object.entries(lines).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return wire([`${method} sip:102@perch.example SIP/2.0`, ...fields]);
};

describe('requests that come in', () => {
  it('are answered by the way that they came by last: a NAT may have taken another port', () => {
    const { engine, requests, sentTo } = bench();
    engine.receive(flow, request('OPTIONS'), 0);
    engine.receive(flowTo(40_001), request('OPTIONS'), 500);
    expect(requests[0]?.flow.remote.port).toBe(40_001);
    requests[0]?.reply(200, 510);
    engine.receive(flowTo(40_002), request('OPTIONS'), 1_000);
    expect(sentTo.map(({ remote }) => remote.port)).toEqual([40_001, 40_002]);
  });

  it('are given up with the connection that they came by last', () => {
    const { engine, requests } = bench();
    const ended: number[] = [];
    const [first, second] = [flowTo(1, 'tcp'), flowTo(2, 'tcp')];
    engine.receive(first, request('INVITE'), 0);
    for (const transaction of requests) transaction.onTimeout = (atMs) => void ended.push(atMs);
    engine.receive(second, request('INVITE'), 500);
    engine.flowFailed(first, 600);
    engine.flowFailed(second, 700);
    expect(ended).toEqual([700]);
  });

  it('reach the user once, however often they come, and each copy gets the same answer', () => {
    const { engine, requests, sent } = bench();
    engine.receive(flow, request('OPTIONS'), 0);
    requests[0]?.reply(200, 10);
    engine.receive(flow, request('OPTIONS'), 20);
    expect(requests).toHaveLength(1);
    const [first, second] = sent();
    expect(second).toEqual(first);
  });

  it('are answered alike for 32 s over UDP (Timer J), and are new ones after that', () => {
    const { engine, requests, sent } = bench();
    engine.receive(flow, request('OPTIONS'), 0);
    requests[0]?.reply(200, 1_000);
    const [first] = sent();
    runUntil(engine, 32_999);
    engine.receive(flow, request('OPTIONS'), 32_999);
    expect([requests.length, sent(), engine.transactionCount]).toEqual([1, [first], 1]);
    runUntil(engine, 33_000);
    expect(engine.transactionCount).toBe(0);
    engine.receive(flow, request('OPTIONS'), 33_000);
    expect([requests.length, sent()]).toEqual([2, []]);
  });

  it('are given their own answer each, however many wait', () => {
    const { engine, requests, sentResponses } = bench();
    const nth = (n: number): Uint8Array =>
      request('OPTIONS', { 'Call-ID': `call-${n}`, Subject: 'x'.repeat(n % 7_000) });
    const body = (n: number): Uint8Array => new Uint8Array(n % 5 === 0 ? 40_000 : 100).fill(n % 256);
    for (let n = 0; n < 1_000; n += 1) {
      engine.receive(flow, nth(n), n);
      requests.at(-1)?.reply(200, n, { body: body(n) });
    }
    const first = sentResponses();
    for (let n = 0; n < 1_000; n += 1) engine.receive(flow, nth(n), 1_000);
    expect(requests).toHaveLength(1_000);
    expect(sentResponses()).toEqual(first);
  });

  it('that are answered statelessly leave nothing behind, and get the same tag each time (RFC 3261 8.2.7)', () => {
    const { engine, requests, acks, sentResponses } = bench();
    for (const callId of ['call-1', 'call-1', 'call-2']) {
      engine.receive(flow, request('INVITE', { 'Call-ID': callId }), 0);
      requests.at(-1)?.replyStatelessly(407, { headers: [['Proxy-Authenticate', 'Digest realm="perch"']] });
      expect(engine.transactionCount).toBe(0);
    }
    const [first, again, other] = sentResponses().map((response) => tagOf(toOf(response)));
    expect(first).toBe(again);
    expect(first).not.toBe(other);
    engine.receive(flow, request('ACK', { To: `<sip:102@perch.example>;tag=${first}` }), 10);
    engine.tick(10_000);
    expect([acks.length, sentResponses().length]).toEqual([1, 0]);
  });

  it('get received and rport filled in from where they came (RFC 3581 4)', () => {
    const { engine, requests, sentResponses } = bench();
    engine.receive(flow, request('OPTIONS'), 0);
    requests[0]?.reply(200, 0);
    const via = topVia(sentResponses()[0] ?? parsedRequest(request('OPTIONS')));
    expect([via?.params.get('received'), via?.params.get('rport')]).toEqual(['192.0.2.9', '5062']);
  });

  it.each([
    { via: '192.0.2.9:5060;rport', to: 5_062, why: 'rport asks for it' },
    { via: '192.0.2.9:5060', to: 5_060, why: 'it listens elsewhere than it sends from (RFC 3261 18.2.2)' },
    { via: '192.0.2.9', to: 5_060, why: '5060 is meant where no port stands' },
    { via: '10.0.0.9:5060', to: 5_062, why: 'a NAT stands between, and lets in only what it let out' },
    { via: 'phone.example', to: 5_062, why: 'a name says nothing of where it listens' },
  ])('over UDP from port 5062 with Via $via are answered to $to: $why', ({ via, to }) => {
    const { engine, requests, sentResponses, sentTo } = bench();
    engine.receive(flow, request('OPTIONS', { Via: `SIP/2.0/UDP ${via};branch=z9hG4bKx1` }), 0);
    requests[0]?.reply(200, 0);
    expect(sentTo.at(-1)?.remote).toEqual({ address: '192.0.2.9', port: to });
    const isOtherHost = !via.startsWith('192.0.2.9');
    expect(topVia(sentResponses()[0] ?? parsedRequest(request('OPTIONS')))?.params.get('received')).toBe(
      isOtherHost || via.includes('rport') ? '192.0.2.9' : undefined,
    );
  });

  it('over a connection are answered on it, whatever their Via says', () => {
    const { engine, requests, sentTo } = bench();
    const tcp = flowTo(5_062, 'tcp');
    engine.receive(tcp, request('OPTIONS', { Via: 'SIP/2.0/TCP 192.0.2.9:5060;branch=z9hG4bKx1' }), 0);
    requests[0]?.reply(200, 0);
    expect(sentTo).toEqual([tcp]);
  });

  it('keep the Vias of those before them in a response, in their order', () => {
    const { engine, requests, sentResponses } = bench();
    const Via = 'SIP/2.0/UDP 192.0.2.9:5062;branch=z9hG4bKx1, SIP/2.0/TCP 10.1.1.1;branch=z9hG4bKy';
    engine.receive(flow, request('OPTIONS', { Via }), 0);
    requests[0]?.reply(200, 0);
    expect(sentResponses()[0]?.headers.list('Via')).toEqual(Via.split(', '));
  });

  it('are told apart by method, by sent-by, and by Call-ID where a branch is used twice (17.2.3)', () => {
    const { engine, requests } = bench();
    engine.receive(flow, request('OPTIONS'), 0);
    engine.receive(flow, request('INFO'), 0);
    engine.receive(
      flow,
      request('OPTIONS', { Via: 'SIP/2.0/UDP 10.0.0.8;branch=z9hG4bKx1', 'Call-ID': '2' }),
      0,
    );
    engine.receive(flow, request('OPTIONS', { 'Call-ID': '3' }), 0);
    expect(requests).toHaveLength(4);
  });

  it('are told apart without a branch by what they are (RFC 2543)', () => {
    const { engine, requests } = bench();
    const Via = 'SIP/2.0/UDP 10.0.0.9';
    engine.receive(flow, request('OPTIONS', { Via }), 0);
    engine.receive(flow, request('OPTIONS', { Via }), 0);
    engine.receive(flow, request('OPTIONS', { Via, CSeq: '2 OPTIONS' }), 0);
    expect(requests).toHaveLength(2);
  });

  it('get 482 when they come by a second way while the first is open (8.2.2.2)', () => {
    const { engine, requests, sentResponses } = bench();
    engine.receive(flow, request('INVITE'), 0);
    engine.receive(flow, request('INVITE', { Via: 'SIP/2.0/UDP 10.0.0.7;branch=z9hG4bKx2' }), 5);
    expect(requests).toHaveLength(1);
    expect(sentResponses().map(({ status }) => status)).toEqual([482]);
  });

  it('get 482 by a second way also when they have been answered, until Timer J', () => {
    const { engine, requests, sentResponses } = bench();
    const other = request('OPTIONS', { Via: 'SIP/2.0/UDP 10.0.0.7;branch=z9hG4bKx2' });
    engine.receive(flow, request('OPTIONS'), 0);
    requests[0]?.reply(200, 0);
    engine.receive(flow, other, 31_999);
    expect(sentResponses().map(({ status }) => status)).toEqual([200, 482]);
    runUntil(engine, 32_000);
    engine.receive(flow, other, 32_000);
    expect(requests).toHaveLength(2);
  });

  it('may come again with the same number after a challenge', () => {
    const { engine, requests } = bench();
    engine.receive(flow, request('REGISTER'), 0);
    requests[0]?.reply(401, 0);
    engine.receive(flow, request('REGISTER', { Via: 'SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKx2' }), 5);
    expect(requests).toHaveLength(2);
  });

  it('that are INVITEs get 100 after 200 ms of silence, and only then (17.2.1)', () => {
    const { engine, requests, sentResponses } = bench();
    engine.receive(flow, request('INVITE'), 0);
    runUntil(engine, 199);
    expect(sentResponses()).toEqual([]);
    runUntil(engine, 200);
    expect(sentResponses().map(({ status }) => status)).toEqual([100]);
    requests[0]?.reply(180, 300);
    expect(sentResponses()[0]?.headers.get('To')).toMatch(/;tag=/);
  });
});

describe('CANCEL, RFC 3261 9.2', () => {
  it('is answered 200, tells the user once, and the INVITE gets its 487', () => {
    const { engine, requests, sentResponses } = bench({
      onRequest(transaction) {
        transaction.onCancel = (nowMs) => transaction.reply(487, nowMs);
      },
    });
    engine.receive(flow, request('INVITE'), 0);
    engine.receive(flow, request('CANCEL'), 5);
    engine.receive(flow, request('CANCEL'), 6);
    expect(sentResponses().map(({ status, headers }) => `${status} ${headers.get('CSeq')}`)).toEqual([
      '200 1 CANCEL',
      '487 1 INVITE',
      '200 1 CANCEL',
    ]);
    expect(requests).toHaveLength(1);
  });

  it('of an INVITE that nobody has taken up ends it with 487; what is said to it later goes nowhere', () => {
    const { engine, requests, sentResponses } = bench();
    engine.receive(flow, request('INVITE'), 0);
    engine.receive(flow, request('CANCEL'), 5);
    expect(requests[0]?.hasFinal).toBe(true);
    requests[0]?.reply(200, 10);
    const statuses = sentResponses().map(({ status, headers }) => `${status} ${headers.get('CSeq')}`);
    expect(statuses).toEqual(['200 1 CANCEL', '487 1 INVITE']);
  });

  it('of nothing is answered 481', () => {
    const { engine, sentResponses } = bench();
    engine.receive(flow, request('CANCEL'), 0);
    expect(sentResponses().map(({ status }) => status)).toEqual([481]);
  });
});

describe('a request that may not come in', () => {
  const closed = () => bench({ admits: ({ method }) => method === 'BYE', admitsMalformed: () => false });

  it('gets silence over UDP, also when nothing can be made of it', () => {
    const { engine, requests, sent } = closed();
    engine.receive(flow, request('REGISTER'), 0);
    engine.receive(flow, request('REGISTER', { CSeq: 'nonsense' }), 0);
    engine.receive(flow, bytesOf('REGISTER sip:perch SIP/7.0\r\nVia: x\r\n\r\n'), 0);
    expect([requests, sent(), engine.transactionCount]).toEqual([[], [], 0]);
  });

  it('gets 503 and when to come again on a connection: there somebody waits for an answer', () => {
    const { engine, requests, sentResponses } = closed();
    const Via = 'SIP/2.0/TCP 192.0.2.9;branch=z9hG4bKx1';
    engine.receive(flowTo(5_062, 'tcp'), request('REGISTER', { Via }), 0);
    const [response] = sentResponses();
    expect([requests, response?.status, response?.headers.get('Retry-After')]).toEqual([[], 503, '10']);
  });

  it('gets silence if it is a CANCEL of nothing', () => {
    const { engine, sent } = closed();
    engine.receive(flow, request('CANCEL'), 0);
    expect(sent()).toEqual([]);
  });

  it('keeps nobody else out', () => {
    const { engine, requests } = closed();
    engine.receive(flow, request('BYE'), 0);
    expect(requests).toHaveLength(1);
  });
});

describe('whoever is shut out', () => {
  const UNWANTED = { 'User-Agent': 'friendly-scanner' };
  const shut = () => bench({ shutsOut: (headers) => headers.get('User-Agent') === 'friendly-scanner' });

  it('gets silence over UDP, whatever was sent', () => {
    const { engine, requests, acks, sent } = shut();
    for (const method of ['OPTIONS', 'CANCEL', 'ACK', 'BYE'])
      engine.receive(flow, request(method, UNWANTED), 0);
    engine.receive(flow, request('REGISTER', { ...UNWANTED, CSeq: 'nonsense' }), 0);
    engine.receive(flow, bytesOf('A b SIP/7.0\r\nUser-Agent: friendly-scanner\r\nVia: x\r\n\r\n'), 0);
    expect([requests, acks, sent(), engine.transactionCount]).toEqual([[], [], [], 0]);
  });

  it('loses the connection', () => {
    const { engine, sent, dropped } = shut();
    const tcp = flowTo(5_062, 'tcp');
    engine.receive(tcp, request('OPTIONS', UNWANTED), 0);
    expect([sent(), dropped]).toEqual([[], [tcp]]);
  });

  it('is nobody else', () => {
    const { engine, requests } = shut();
    engine.receive(flow, request('OPTIONS'), 0);
    expect(requests).toHaveLength(1);
  });
});

describe('ACK', () => {
  it('of a failure ends its transaction and reaches nobody', () => {
    const { engine, requests, acks, sentResponses } = bench();
    engine.receive(flow, request('INVITE'), 0);
    requests[0]?.reply(486, 0);
    engine.receive(flow, request('ACK'), 100);
    runUntil(engine, 60_000);
    expect(sentResponses()).toHaveLength(1);
    expect(acks).toEqual([]);
  });

  it('of a 2xx goes up to the user, and is never answered', () => {
    const { engine, requests, acks, sent } = bench();
    engine.receive(flow, request('INVITE'), 0);
    requests[0]?.reply(200, 0);
    sent();
    engine.receive(flow, request('ACK', { Via: 'SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKack' }), 10);
    engine.receive(flow, bytesOf('ACK sip:102@perch.example SIP/2.0\r\nVia: x\r\n\r\n'), 10);
    expect(acks).toHaveLength(1);
    expect(sent()).toEqual([]);
  });
});

describe('requests that go out', () => {
  const options = () => parsedRequest(request('OPTIONS', { Via: 'SIP/2.0/UDP 1.1.1.1;branch=z9hG4bKup' }));
  const answered = (branchOf: ReturnType<typeof bench>, status: number) => {
    const [out] = branchOf.sentRequests();
    const headers = [...(out?.headers.list('Via') ?? [])].map((via) => `Via: ${via}`);
    const fields = ['From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${out?.headers.get(name)}`);
    return wire([`SIP/2.0 ${status} Whatever`, ...headers, ...fields]);
  };

  it('carry our Via on top, with a branch of their own and rport, and their own Vias below', () => {
    const own = bench();
    own.engine.request(options(), flow, { user: { response() {}, failed() {} }, nowMs: 0 });
    own.engine.request(options(), flow, { user: { response() {}, failed() {} }, nowMs: 0 });
    const [one, other] = own.sentRequests().map((sent) => sent.headers.list('Via') ?? []);
    expect(one?.[0]).toMatch(/^SIP\/2\.0\/UDP 192\.0\.2\.1:5060;rport;branch=z9hG4bK\w{20}$/);
    expect(one?.[0]).not.toBe(other?.[0]);
    expect(one?.[1]).toBe('SIP/2.0/UDP 1.1.1.1;branch=z9hG4bKup');
  });

  it('hear of their response once, and of nothing when it belongs to nobody', () => {
    const own = bench();
    const heard: number[] = [];
    const user = { response: ({ status }: { status: number }) => void heard.push(status), failed() {} };
    own.engine.request(options(), flow, { user, nowMs: 0 });
    const response = answered(own, 200);
    own.engine.receive(flow, response, 10);
    own.engine.receive(flow, response, 20);
    own.engine.receive(
      flow,
      bytesOf(Buffer.from(response).toString().replace('z9hG4bK', 'z9hG4bKother')),
      20,
    );
    expect(heard).toEqual([200]);
  });

  it('fail when their connection breaks, and nothing of them is left', () => {
    const own = bench();
    const failed: string[] = [];
    const tcp = flowTo(5099, 'tcp');
    const user = { response() {}, failed: (why: string) => void failed.push(why) };
    own.engine.request(options(), tcp, { user, nowMs: 0 });
    own.engine.flowFailed(tcp, 5);
    expect({ failed, left: own.engine.transactionCount }).toEqual({ failed: ['flow'], left: 0 });
  });

  it('wait with CANCEL until something was heard of the INVITE (9.1)', () => {
    const own = bench();
    const invite = parsedRequest(request('INVITE', { Via: 'SIP/2.0/UDP 1.1.1.1;branch=z9hG4bKup' }));
    const transaction = own.engine.request(invite, flow, { user: { response() {}, failed() {} }, nowMs: 0 });
    const ringing = answered(own, 180);
    transaction.cancel(10);
    expect(own.sentRequests()).toEqual([]);
    own.engine.receive(flow, ringing, 20);
    const [cancel] = own.sentRequests();
    expect(cancel?.method).toBe('CANCEL');
    expect(cancel?.headers.list('Via')).toEqual([transaction.request.headers.list('Via')?.[0]]);
    expect(cancel?.headers.get('CSeq')).toBe('1 CANCEL');
  });
});

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerChallenge } from '#server/digest/challenge.ts';
import type { LoadAccount } from './register-load.ts';

export type CallLoadResult = { calls: number; lost: number; refused: number; seconds: number; ms: number[] };

type Options = {
  server: { host: string; port: number };
  /** All registered by this load before it calls; each calls the next one. */
  accounts: readonly LoadAccount[];
  seconds: number;
  /** So many at once. */
  window?: number;
};

type Call = {
  caller: LoadAccount;
  callee: LoadAccount;
  cseq: number;
  startedMs: number;
  routes: string;
  to: string;
};

const GIVE_UP_MS = 8_000;
/** Whoever has not answered by then does not. */
const LAST_ANSWERS_MS = 2_000;
const BUFFER_BYTES = 4 * 1_024 * 1_024;
const SDP = [
  ...['v=0', 'o=load 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
  ...['m=audio 40000 RTP/AVP 0 101', 'a=rtpmap:101 telephone-event/8000', ''],
].join('\r\n');

/**
 * Calls through a proxy, from INVITE to the answer to BYE, as fast as they go: INVITE, 407, INVITE, 180, 200, ACK,
 * BYE, 200. One socket is all the phones. Plain text instead of our stack: what is measured is the server.
 */
export async function callLoad(options: Options): Promise<CallLoadResult> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES, sendBufferSize: BUFFER_BYTES });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  try {
    return await new CallLoad(socket, options).run();
  } finally {
    socket.close();
  }
}

class CallLoad {
  readonly #socket: Socket;
  readonly #options: Options;
  readonly #own: string;
  readonly #calls = new Map<string, Call>();
  readonly #registering = new Map<string, LoadAccount>();
  readonly #result: CallLoadResult = { calls: 0, lost: 0, refused: 0, seconds: 0, ms: [] };
  readonly #run = Math.random().toString(36).slice(2);
  #serial = 0;
  #isOver = false;

  constructor(socket: Socket, options: Options) {
    this.#socket = socket;
    this.#options = options;
    this.#own = `127.0.0.1:${socket.address().port}`;
    socket.on('message', (bytes) => this.#received(bytes.toString('latin1')));
  }

  async run(): Promise<CallLoadResult> {
    const { accounts, seconds, window = 32 } = this.#options;
    for (const account of accounts) await this.#register(account);
    const startedMs = performance.now();
    for (let i = 0; i < window; i += 1) this.#begin();
    while (performance.now() - startedMs < seconds * 1_000) {
      await sleep(20);
      this.#giveUpOld();
    }
    this.#isOver = true;
    this.#result.seconds = (performance.now() - startedMs) / 1_000;
    await sleep(LAST_ANSWERS_MS);
    this.#result.lost += this.#calls.size;
    return this.#result;
  }

  async #register(account: LoadAccount): Promise<void> {
    this.#serial += 1;
    const callId = `r${this.#serial}-${this.#run}`;
    this.#registering.set(callId, account);
    this.#sendRegister(callId, account);
    while (this.#registering.has(callId)) await sleep(1);
  }

  #sendRegister(callId: string, account: LoadAccount, authorization?: string): void {
    const cseq = authorization === undefined ? 1 : 2;
    const aor = `<sip:${account.user}@${this.#options.server.host}>`;
    this.#request(`REGISTER ${this.#serverUri}`, [
      ...[`From: ${aor};tag=${callId}`, `To: ${aor}`, `Call-ID: ${callId}`, `CSeq: ${cseq} REGISTER`],
      ...[`Contact: <sip:${account.user}@${this.#own}>`, 'Expires: 3600'],
      ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
    ]);
  }

  get #serverUri(): string {
    return `sip:${this.#options.server.host}:${this.#options.server.port}`;
  }

  #begin(): void {
    if (this.#isOver) return;
    const { accounts } = this.#options;
    this.#serial += 1;
    const [caller, callee] = [this.#serial, this.#serial + 1].map(
      (index) => accounts[index % accounts.length],
    );
    if (caller === undefined || callee === undefined) return;
    const callId = `c${this.#serial}-${this.#run}`;
    const call = { caller, callee, cseq: 1, startedMs: performance.now(), routes: '', to: '' };
    this.#calls.set(callId, call);
    this.#invite(callId, call);
  }

  #invite(callId: string, { caller, callee, cseq }: Call, authorization?: string): void {
    const { host } = this.#options.server;
    const uri = `sip:${callee.user}@${host}:${this.#options.server.port}`;
    const lines = [
      ...[`From: <sip:${caller.user}@${host}>;tag=${callId}`, `To: <sip:${callee.user}@${host}>`],
      ...[`Call-ID: ${callId}`, `CSeq: ${cseq} INVITE`, `Contact: <sip:${caller.user}@${this.#own}>`],
      ...(authorization === undefined ? [] : [`Proxy-Authorization: ${authorization}`]),
    ];
    this.#request(`INVITE ${uri}`, lines, SDP);
  }

  /** ACK and BYE go by the routes that the answer brought (RFC 3261 12.1.2). */
  #inDialog(method: 'ACK' | 'BYE', callId: string, call: Call): void {
    const { host } = this.#options.server;
    const cseq = method === 'ACK' ? call.cseq : call.cseq + 1;
    this.#request(`${method} sip:${call.callee.user}@${this.#own}`, [
      ...(call.routes === '' ? [] : [call.routes]),
      ...[`From: <sip:${call.caller.user}@${host}>;tag=${callId}`, `To: ${call.to}`],
      ...[`Call-ID: ${callId}`, `CSeq: ${cseq} ${method}`],
    ]);
  }

  #received(text: string): void {
    if (!text.startsWith('SIP/2.0 ')) return this.#asked(text);
    const status = Number(text.slice(8, 11));
    const callId = fieldOf(text, 'Call-ID');
    const [, cseq, method] = /^CSeq: *(\d+) (\w+)/im.exec(text) ?? [];
    if (method === 'REGISTER') return this.#registered(text, { status, callId, cseq: Number(cseq) });
    const call = this.#calls.get(callId);
    if (call === undefined || status < 200) return;
    if (method === 'BYE') return this.#ended(callId, call);
    if (Number(cseq) !== call.cseq) return;
    if (status === 407 && call.cseq === 1) return this.#challenged(text, callId, call);
    if (status !== 200) {
      this.#result.refused += 1;
      this.#calls.delete(callId);
      return this.#begin();
    }
    call.to = fieldOf(text, 'To');
    const routes = [...text.matchAll(/^Record-Route: *(.+?)\r$/gim)].flatMap(([, line = '']) =>
      line.split(/, */),
    );
    call.routes = routes.length === 0 ? '' : `Route: ${routes.reverse().join(', ')}`;
    this.#inDialog('ACK', callId, call);
    this.#inDialog('BYE', callId, call);
  }

  #registered(text: string, answer: { status: number; callId: string; cseq: number }): void {
    const account = this.#registering.get(answer.callId);
    if (account === undefined) return;
    if (answer.status === 401 && answer.cseq === 1) {
      const value = this.#answerTo(text, 'WWW-Authenticate', {
        account,
        method: 'REGISTER',
        uri: this.#serverUri,
      });
      return this.#sendRegister(answer.callId, account, value);
    }
    if (answer.status !== 200) throw new Error(`a phone of the load could not register: ${answer.status}`);
    this.#registering.delete(answer.callId);
  }

  #challenged(text: string, callId: string, call: Call): void {
    const { host, port } = this.#options.server;
    const uri = `sip:${call.callee.user}@${host}:${port}`;
    const value = this.#answerTo(text, 'Proxy-Authenticate', { account: call.caller, method: 'INVITE', uri });
    this.#acknowledge(text, uri);
    call.cseq = 2;
    this.#invite(callId, call, value);
  }

  /** The ACK of a refusal, in its transaction (RFC 3261 17.1.1.3). */
  #acknowledge(text: string, uri: string): void {
    const lines = ['Via', 'From', 'To', 'Call-ID'].map((name) => `${name}: ${fieldOf(text, name)}`);
    this.#send([`ACK ${uri} SIP/2.0`, ...lines, 'CSeq: 1 ACK', 'Max-Forwards: 70']);
  }

  #answerTo(text: string, header: string, of: { account: LoadAccount; method: string; uri: string }): string {
    const { account, method, uri } = of;
    const own = { username: account.authName, password: account.password, method, uri, cnonce: 'bench' };
    return answerChallenge(fieldOf(text, header), own) ?? '';
  }

  #ended(callId: string, call: Call): void {
    this.#calls.delete(callId);
    this.#result.calls += 1;
    this.#result.ms.push(performance.now() - call.startedMs);
    this.#begin();
  }

  /** The called phone: rings and answers at once, and is told when it is over. */
  #asked(text: string): void {
    const method = text.slice(0, text.indexOf(' '));
    if (method === 'INVITE') {
      this.#reply(text, '180 Ringing');
      this.#reply(text, '200 OK', SDP);
    } else if (method === 'BYE') this.#reply(text, '200 OK');
  }

  #reply(text: string, status: string, body = ''): void {
    const lines = [...text.matchAll(/^(?:Via|Record-Route|From|Call-ID|CSeq): .+?(?=\r$)/gim)].map(
      ([line]) => line,
    );
    const to = fieldOf(text, 'To');
    const tagged = to.includes(';tag=') ? to : `${to};tag=callee`;
    const contact = `Contact: <sip:callee@${this.#own}>`;
    this.#send([`SIP/2.0 ${status}`, ...lines, `To: ${tagged}`, contact], body);
  }

  #request(start: string, lines: readonly string[], body = ''): void {
    this.#serial += 1;
    const via = `Via: SIP/2.0/UDP ${this.#own};branch=z9hG4bK${this.#serial}x${this.#run};rport`;
    this.#send([`${start} SIP/2.0`, via, 'Max-Forwards: 70', ...lines], body);
  }

  #send(lines: readonly string[], body = ''): void {
    const { host, port } = this.#options.server;
    const type = body === '' ? [] : ['Content-Type: application/sdp'];
    const head = [...lines, ...type, `Content-Length: ${body.length}`].join('\r\n');
    this.#socket.send(`${head}\r\n\r\n${body}`, port, host);
  }

  #giveUpOld(): void {
    const nowMs = performance.now();
    for (const [callId, { startedMs }] of this.#calls) {
      if (nowMs - startedMs < GIVE_UP_MS) continue;
      this.#result.lost += 1;
      this.#calls.delete(callId);
      this.#begin();
    }
  }
}

const fieldOf = (text: string, name: string): string =>
  new RegExp(`^${name}: *(.+?)\\r$`, 'im').exec(text)?.[1] ?? '';

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerChallenge } from '#server/digest/challenge.ts';

export type LoadAccount = { user: string; authName: string; password: string };

export type LoadResult = { registered: number; lost: number; refused: number; seconds: number; ms: number[] };

type Options = {
  server: { host: string; port: number };
  accounts: readonly LoadAccount[];
  /** Runs so long, or until each account has registered once where it is absent. */
  seconds?: number;
  /** So many at once. */
  window?: number;
  /** So many are begun each second, whatever has been answered: instead of `window`. */
  perSecond?: number;
};

const GIVE_UP_MS = 4_000;
/** Whoever has not answered by then does not. */
const LAST_ANSWERS_MS = 1_000;
/** Kamailio's own default buffer lost packets above 12,000 a second. */
const BUFFER_BYTES = 4 * 1_024 * 1_024;

type Attempt = { account: LoadAccount; cseq: number; startedMs: number; isAnswered: boolean };

/**
 * REGISTER, 401, REGISTER, 200 over one UDP socket, as fast as the server answers. Plain text instead of our stack:
 * what is measured is the server.
 */
export async function registerLoad(options: Options): Promise<LoadResult> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES, sendBufferSize: BUFFER_BYTES });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  try {
    return await new Load(socket, options).run();
  } finally {
    socket.close();
  }
}

class Load {
  readonly #socket: Socket;
  readonly #options: Options;
  readonly #under = new Map<string, Attempt>();
  readonly #result: LoadResult = { registered: 0, lost: 0, refused: 0, seconds: 0, ms: [] };
  readonly #run = `bench-${Math.random().toString(36).slice(2)}`;
  #next = 0;
  #cseq = 1;
  #isOver = false;

  constructor(socket: Socket, options: Options) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (bytes) => this.#received(bytes.toString('latin1')));
  }

  async run(): Promise<LoadResult> {
    const startedMs = performance.now();
    const { seconds, window = 64, perSecond, accounts } = this.#options;
    const isOver = (): boolean =>
      seconds === undefined
        ? this.#next >= accounts.length && this.#under.size === 0
        : performance.now() - startedMs >= seconds * 1_000;
    const first = perSecond === undefined ? Math.min(window, accounts.length) : 0;
    for (let index = 0; index < first; index += 1) this.#begin();
    while (!isOver()) {
      await sleep(perSecond === undefined ? 20 : 1);
      if (perSecond !== undefined) this.#beginUpTo(((performance.now() - startedMs) / 1_000) * perSecond);
      this.#giveUpOld();
    }
    this.#isOver = true;
    this.#result.seconds = (performance.now() - startedMs) / 1_000;
    if (this.#under.size > 0) await sleep(LAST_ANSWERS_MS);
    this.#result.lost += this.#under.size;
    return this.#result;
  }

  #begin(): void {
    const { accounts, seconds, perSecond } = this.#options;
    if (this.#isOver || (seconds === undefined && this.#next >= accounts.length)) return;
    const index = this.#next % accounts.length;
    const account = accounts[index];
    if (account === undefined) return;
    this.#next += 1;
    this.#cseq += 2;
    const attempt = { account, cseq: this.#cseq, startedMs: performance.now(), isAnswered: false };
    // Begun whatever has been answered, two of one phone may be under way.
    const callId = `${perSecond === undefined ? index : this.#next}@${this.#run}`;
    this.#under.set(callId, attempt);
    this.#send(callId, attempt);
  }

  #beginUpTo(count: number): void {
    while (this.#next < count) this.#begin();
  }

  /** The next one, where the answer to one is what begins another. */
  #goOn(): void {
    if (this.#options.perSecond === undefined) this.#begin();
  }

  #giveUpOld(): void {
    const nowMs = performance.now();
    for (const [callId, { startedMs }] of this.#under) {
      if (nowMs - startedMs < GIVE_UP_MS) continue;
      this.#result.lost += 1;
      this.#under.delete(callId);
      this.#goOn();
    }
  }

  #received(text: string): void {
    const callId = /^Call-ID: *(\S+)/im.exec(text)?.[1] ?? '';
    const attempt = this.#under.get(callId);
    const status = Number(text.slice(8, 11));
    const cseq = Number(/^CSeq: *(\d+)/im.exec(text)?.[1]);
    if (attempt === undefined || attempt.cseq !== cseq || status < 200) return;
    const challenge =
      status === 401 && !attempt.isAnswered ? /^WWW-Authenticate: *(.+)$/im.exec(text)?.[1] : undefined;
    if (challenge !== undefined) {
      Object.assign(attempt, { cseq: cseq + 1, isAnswered: true });
      return this.#send(callId, attempt, challenge.trim());
    }
    this.#under.delete(callId);
    if (status === 200) {
      this.#result.registered += 1;
      this.#result.ms.push(performance.now() - attempt.startedMs);
    } else this.#result.refused += 1;
    this.#goOn();
  }

  #send(callId: string, { account, cseq }: Attempt, challenge?: string): void {
    const { host, port } = this.#options.server;
    const uri = `sip:${host}:${port}`;
    const own = {
      username: account.authName,
      password: account.password,
      method: 'REGISTER',
      uri,
      cnonce: 'bench',
    };
    const authorization = challenge === undefined ? undefined : answerChallenge(challenge, own);
    const local = this.#socket.address();
    const aor = `<sip:${account.user}@${host}>`;
    const lines = [
      `REGISTER ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local.address}:${local.port};branch=z9hG4bK${cseq}x${callId.replace('@', '-')};rport`,
      'Max-Forwards: 70',
      `From: ${aor};tag=${callId.replace('@', '-')}`,
      `To: ${aor}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} REGISTER`,
      `Contact: <sip:${account.user}@${local.address}:${local.port}>`,
      'Expires: 3600',
      ...(authorization === undefined ? [] : [`Authorization: ${authorization}`]),
      'Content-Length: 0',
    ];
    this.#socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, host);
  }
}

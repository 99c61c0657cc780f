import { answerChallenge } from '#server/digest/challenge.ts';
import { type Flow, hostOf } from '#server/sip/flow.ts';
import { type FuzzedOffice, PHONES, TRUNK } from './corpus.ts';
import type { Dice } from './mutate.ts';

type Sent = { text: string; flow: Flow };

const SERVER = { address: '192.0.2.1', port: 5_060 };
const HOSTS = 5_000;
const KEPT_REQUESTS = 40;
/** Younger than a nonce may be. */
const NONCE_MS = 200_000;

/** Whoever sends the messages: from where, with which credentials, and what is answered to the house's own requests. */
export class Attacker {
  readonly #office: FuzzedOffice;
  readonly #dice: Dice;
  /** Requests of the house, to be answered. */
  readonly #asked: Array<{ text: string; to: string }> = [];
  #nonce: { value: string; madeMs: number; count: number } | undefined;
  answers = 0;
  signed = 0;

  constructor(office: FuzzedOffice, dice: Dice) {
    this.#office = office;
    this.#dice = dice;
    office.network.onSent = (to, bytes) => this.#heard(to, Buffer.from(bytes).toString('latin1'));
  }

  next(number: number, spoil: (text: string) => string, corpus: readonly string[]): Sent {
    const dice = this.#dice;
    if (this.#asked.length > 0 && dice.happens(0.15)) return this.#answer(dice.pick(this.#asked), spoil);
    const fresh = freshen(dice.pick(corpus), number, dice);
    if (dice.happens(0.1))
      return { text: this.#sign(dice.happens(0.5) ? spoil(fresh) : fresh, spoil), flow: this.#flow() };
    return { text: dice.happens(0.02) ? fresh : spoil(fresh), flow: this.#flow() };
  }

  /** A nonce is asked for as a phone asks for it. */
  turn(): void {
    const { network, engine } = this.#office;
    if (this.#nonce !== undefined && network.nowMs - this.#nonce.madeMs < NONCE_MS) return;
    const id = `${network.nowMs}`;
    const lines = [
      'REGISTER sip:192.0.2.1 SIP/2.0',
      `Via: SIP/2.0/UDP 198.51.100.1:5060;branch=z9hG4bK${id}`,
    ];
    lines.push('From: <sip:a@b>;tag=1', 'To: <sip:a@b>', `Call-ID: ${id}`, 'CSeq: 1 REGISTER', '', '');
    engine.receive(flowFrom('198.51.100.1', 5_060), Buffer.from(lines.join('\r\n')), network.nowMs);
  }

  #heard(to: string, text: string): void {
    if (text.startsWith('SIP/2.0')) {
      this.answers += 1;
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1];
      const isStale = text.includes('stale=true');
      const madeMs = this.#office.network.nowMs;
      if (nonce !== undefined && !isStale && to === '198.51.100.1')
        this.#nonce = { value: nonce, madeMs, count: 0 };
      return;
    }
    this.#asked.push({ text, to });
    if (this.#asked.length > KEPT_REQUESTS) this.#asked.shift();
  }

  /** A right response for whatever the request has become. */
  #sign(text: string, spoil: (text: string) => string): string {
    const [method = ''] = text.split(' ', 1);
    if (this.#nonce === undefined || !/^(?:REGISTER|INVITE|SUBSCRIBE|MESSAGE)$/.test(method)) return text;
    this.#nonce.count += 1;
    const account = this.#dice.pick(this.#office.accounts());
    const proof = answerChallenge(
      `Digest realm="perch", nonce="${this.#nonce.value}", algorithm=MD5, qop="auth"`,
      {
        ...{ ...account, method, uri: 'sip:x', cnonce: 'c' },
        count: this.#nonce.count,
      },
    );
    const without = text.replace(/\r\n(Proxy-)?Authorization:[^\r\n]*/gi, '');
    const isOfProxy = method === 'INVITE' || method === 'MESSAGE';
    const name = isOfProxy ? 'Proxy-Authorization' : 'Authorization';
    this.signed += 1;
    const written = proof !== undefined && this.#dice.happens(0.1) ? spoil(proof) : proof;
    const at = without.indexOf('\r\n');
    return at < 0 ? without : `${without.slice(0, at)}\r\n${name}: ${written}${without.slice(at)}`;
  }

  /** A response to something that the house asked, more or less as it should be. */
  #answer({ text, to }: { text: string; to: string }, spoil: (text: string) => string): Sent {
    const dice = this.#dice;
    const status = dice.pick([
      100, 180, 183, 200, 200, 202, 302, 401, 407, 408, 423, 481, 486, 489, 503, 603, 699,
    ]);
    const lines = text.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq|Record-Route):/.test(line));
    const tagged = lines.map((line) =>
      line.startsWith('To:') && !line.includes('tag=') ? `${line};tag=t${dice.below(3)}` : line,
    );
    const response = [
      `SIP/2.0 ${status} So`,
      ...tagged,
      `Contact: <sip:x@${hostOf(to)}>`,
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n');
    return { text: dice.happens(0.5) ? spoil(response) : response, flow: flowFrom(to, 5_060) };
  }

  #flow(): Flow {
    const dice = this.#dice;
    const host = dice.below(HOSTS);
    const address = dice.happens(0.2)
      ? `2001:db8:${host.toString(16)}::1`
      : `10.${host >> 8}.${host & 255}.9`;
    if (dice.happens(0.1)) return flowFrom(dice.pick([...PHONES, TRUNK]), 5_060);
    return dice.happens(0.2)
      ? connectionFrom(address, 1_024 + dice.below(8))
      : flowFrom(address, 1_024 + dice.below(8));
  }
}

const flowFrom = (address: string, port: number): Flow => ({
  id: `udp ${SERVER.address}:${SERVER.port} ${address}:${port}`,
  transport: 'udp',
  local: SERVER,
  remote: { address, port },
});

const connectionFrom = (address: string, port: number): Flow => ({
  ...flowFrom(address, port),
  id: `tcp ${port} ${address}`,
  transport: 'tcp',
});

/** Mostly a transaction of its own, mostly a later number in its dialog: what was seen already goes no further. */
function freshen(text: string, number: number, dice: Dice): string {
  let fresh = text;
  if (dice.happens(0.9)) fresh = fresh.replace(/branch=z9hG4bK[^;,\s]*/, `branch=z9hG4bK${number}`);
  if (dice.happens(0.7)) fresh = fresh.replace(/^CSeq:\s*\d+/im, `CSeq: ${1_000 + number}`);
  if (dice.happens(0.3)) fresh = fresh.replace(/^(?:Call-ID|i):[^\r\n]*/im, `Call-ID: ${number}`);
  return fresh;
}

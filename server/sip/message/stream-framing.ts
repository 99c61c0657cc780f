import { defaultLimits, type MessageLimits } from './limits.ts';

/** What a stream carried: a whole message, or the ping of RFC 5626 3.5.1, to be answered with a pong. */
export type Frame = { readonly is: 'message'; readonly bytes: Uint8Array } | { readonly is: 'ping' };

const CONTENT_LENGTH = /\r\n(?:content-length|l)[ \t]*:[ \t]*(\d+)[ \t]*(?=\r\n)/i;
const latin1 = new TextDecoder('latin1');

/** Cuts a stream into messages by Content-Length (RFC 3261 18.3). */
export class StreamFraming {
  #buffer = new Uint8Array(0);
  readonly #limits: MessageLimits;

  constructor(limits: MessageLimits = defaultLimits) {
    this.#limits = limits;
  }

  /** Frames that are complete now; undefined when the stream makes no sense any more and must be closed. */
  push(chunk: Uint8Array): Frame[] | undefined {
    const joined = new Uint8Array(this.#buffer.length + chunk.length);
    joined.set(this.#buffer);
    joined.set(chunk, this.#buffer.length);
    this.#buffer = joined;
    const frames: Frame[] = [];
    for (;;) {
      const next = this.#next();
      if (next === 'broken') return undefined;
      if (next === 'incomplete') return frames;
      if (next !== 'pong') frames.push(next);
    }
  }

  #next(): Frame | 'pong' | 'incomplete' | 'broken' {
    if (startsWith(this.#buffer, '\r\n\r\n')) return this.#skip(4, { is: 'ping' });
    if (startsWith(this.#buffer, '\r\n') && this.#buffer.length > 2 && this.#buffer[2] !== 13)
      return this.#skip(2, 'pong');
    if (this.#buffer.length === 0 || this.#buffer[0] === 13) return 'incomplete';
    const text = latin1.decode(this.#buffer.subarray(0, this.#limits.bytes));
    const headEnd = text.indexOf('\r\n\r\n');
    if (headEnd < 0) return this.#buffer.length > this.#limits.bytes ? 'broken' : 'incomplete';
    const length = CONTENT_LENGTH.exec(text.slice(0, headEnd + 2))?.[1];
    // Without Content-Length nobody can say where the next message begins.
    if (length === undefined) return 'broken';
    const end = headEnd + 4 + Number(length);
    if (end > this.#limits.bytes) return 'broken';
    if (this.#buffer.length < end) return 'incomplete';
    return this.#skip(end, { is: 'message', bytes: this.#buffer.slice(0, end) });
  }

  #skip<T>(bytes: number, result: T): T {
    this.#buffer = this.#buffer.slice(bytes);
    return result;
  }
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  bytes.length >= text.length && [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));

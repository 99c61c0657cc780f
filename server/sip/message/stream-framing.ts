import { defaultLimits, type MessageLimits } from './limits.ts';

/** What a stream carried: a whole message, or the ping of RFC 5626 3.5.1, to be answered with a pong. */
export type Frame = { readonly is: 'message'; readonly bytes: Uint8Array } | { readonly is: 'ping' };

const CONTENT_LENGTH = /\r\n(?:content-length|l)[ \t]*:[ \t]*(\d+)[ \t]*(?=\r\n)/i;
const HEAD_END = '\r\n\r\n';
const CR = 13;
const nothing = Buffer.alloc(0);

/** Cuts a stream into messages by Content-Length (RFC 3261 18.3). However small its pieces, each byte is read once. */
export class StreamFraming {
  readonly #limits: MessageLimits;
  #buffer: Buffer = nothing;
  /** Up to here there is no end of the head. */
  #searchedTo = 0;
  /** Where the message ends whose head has been read. */
  #messageEnd: number | undefined;

  constructor(limits: MessageLimits = defaultLimits) {
    this.#limits = limits;
  }

  /** Whether a message has begun that is not there whole. Half a ping is none: some phones send one CRLF at a time. */
  get isWaiting(): boolean {
    return this.#buffer.length > 0 && this.#buffer[0] !== CR;
  }

  /** Frames that are complete now; undefined when the stream makes no sense any more and must be closed. */
  push(chunk: Uint8Array): Frame[] | undefined {
    this.#buffer = this.#buffer.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#buffer, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const next = this.#next();
      if (next === 'broken') return undefined;
      if (next === 'incomplete') return frames;
      if (next !== 'pong') frames.push(next);
    }
  }

  #next(): Frame | 'pong' | 'incomplete' | 'broken' {
    if (this.#messageEnd !== undefined) return this.#takeMessage(this.#messageEnd);
    const start = this.#buffer.toString('latin1', 0, HEAD_END.length);
    if (start === HEAD_END) return this.#skip(HEAD_END.length, { is: 'ping' });
    if (start.startsWith('\r\n') && start.length > 2 && start[2] !== '\r') return this.#skip(2, 'pong');
    if (start === '' || start.charCodeAt(0) === CR) return 'incomplete';
    return this.#readHead();
  }

  #readHead(): Frame | 'incomplete' | 'broken' {
    const { bytes: max } = this.#limits;
    const headEnd = this.#buffer.indexOf(HEAD_END, this.#searchedTo, 'latin1');
    if (headEnd < 0) {
      this.#searchedTo = Math.max(0, this.#buffer.length - HEAD_END.length + 1);
      return this.#buffer.length > max ? 'broken' : 'incomplete';
    }
    const length = CONTENT_LENGTH.exec(this.#buffer.toString('latin1', 0, headEnd + 2))?.[1];
    // Without Content-Length nobody can say where the next message begins.
    const end = length === undefined ? undefined : headEnd + HEAD_END.length + Number(length);
    if (end === undefined || end > max) return 'broken';
    this.#messageEnd = end;
    return this.#takeMessage(end);
  }

  #takeMessage(end: number): Frame | 'incomplete' {
    if (this.#buffer.length < end) return 'incomplete';
    this.#messageEnd = undefined;
    this.#searchedTo = 0;
    return this.#skip(end, { is: 'message', bytes: this.#buffer.subarray(0, end) });
  }

  #skip<T>(bytes: number, result: T): T {
    this.#buffer = this.#buffer.subarray(bytes);
    return result;
  }
}

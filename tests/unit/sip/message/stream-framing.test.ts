import { describe, expect, it } from 'vitest';
import { defaultLimits } from '#server/sip/message/limits.ts';
import { StreamFraming } from '#server/sip/message/stream-framing.ts';
import { bytesOf } from '#tests/support/sip-engine.ts';

const message = (body: string, length = body.length): string =>
  `OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP b;branch=z9hG4bK1\r\nl: ${length}\r\n\r\n${body}`;

const texts = (framing: StreamFraming, ...chunks: string[]): (string | undefined)[] =>
  chunks.flatMap((chunk) => {
    const frames = framing.push(bytesOf(chunk));
    if (frames === undefined) return [undefined];
    return frames.map((frame) => (frame.is === 'ping' ? 'ping' : Buffer.from(frame.bytes).toString()));
  });

describe('messages in a stream, RFC 3261 18.3', () => {
  it('are cut by their Content-Length, two in a chunk or one in two', () => {
    const [one, two] = [message('hello'), message('')];
    expect(texts(new StreamFraming(), one + two)).toEqual([one, two]);
    expect(
      texts(new StreamFraming(), one.slice(0, 30), one.slice(30) + two.slice(0, 5), two.slice(5)),
    ).toEqual([one, two]);
  });

  it('wait for the rest of their body', () => {
    const framing = new StreamFraming();
    expect(texts(framing, message('hel', 5))).toEqual([]);
    expect(texts(framing, 'lo')).toEqual([message('hello')]);
  });

  it('may follow a ping, which is told, and a pong, which is not (RFC 5626 3.5.1)', () => {
    const one = message('');
    expect(texts(new StreamFraming(), '\r\n\r\n', `\r\n\r\n${one}`)).toEqual(['ping', 'ping', one]);
    expect(texts(new StreamFraming(), `\r\n${one}`)).toEqual([one]);
  });

  it('have begun when there is more than half a ping', () => {
    const framing = new StreamFraming();
    const waits = ['\r\n', 'OPTIONS', ' sip:a@b SIP/2.0\r\nl: 0\r\n\r\n', '\r\n\r\n\r\n'].map((text) => {
      framing.push(bytesOf(text));
      return framing.isWaiting;
    });
    expect(waits).toEqual([false, true, false, false]);
  });

  it.each([
    ['no length', 'OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\n\r\n'],
    ['a length that is none', 'OPTIONS sip:a@b SIP/2.0\r\nContent-Length: -5\r\n\r\n'],
    ['a length that is too much', 'OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 999999999\r\n\r\n'],
  ])('break the stream with %s', (_, text) => {
    expect(texts(new StreamFraming(), text)).toEqual([undefined]);
  });

  it('break the stream when a header never ends', () => {
    const framing = new StreamFraming({ ...defaultLimits, bytes: 1_000 });
    expect(texts(framing, 'OPTIONS sip:a@b SIP/2.0\r\n', `X: ${'y'.repeat(1_000)}`)).toEqual([undefined]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNameAddr, serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { isSameUri, parseSipUri, type SipUri, serializeSipUri } from '#server/sip/grammar/uri.ts';
import { parseVia, serializeVia } from '#server/sip/grammar/via.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { parseMessage } from '#server/sip/message/parse.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { StreamFraming } from '#server/sip/message/stream-framing.ts';
import { parseSdp } from '#server/sip/sdp/parse.ts';
import { bench, bytesOf, flowTo, runUntil } from '#tests/support/sip-engine.ts';

const token = fc.stringMatching(/^[A-Za-z0-9\-.!%*_+`'~]{1,12}$/);
const host = fc.oneof(
  fc.constantFrom('192.0.2.7', 'perch.example', '[2001:db8::7]', 'a-b.example'),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
);
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });
const params = fc
  .uniqueArray(
    fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.option(fc.stringMatching(/^[A-Za-z0-9.]{1,8}$/))),
    {
      selector: ([name]) => name,
      maxLength: 4,
    },
  )
  .map((pairs) => new Map(pairs));
const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/\s+/g, ' ').trim());
const uri: fc.Arbitrary<SipUri> = fc.record({
  scheme: fc.constantFrom('sip' as const, 'sips' as const),
  user: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isWellFormed), {
    nil: undefined,
  }),
  password: fc.constant(undefined),
  host,
  port,
  params,
  headers: fc.constant(undefined),
});

/** Half a surrogate pair is no text. */
function isWellFormed(text: string): boolean {
  return text.isWellFormed() && !text.includes('%');
}

describe('what is printed is read as it was', () => {
  it('a URI', () => {
    fc.assert(
      fc.property(uri, (given) => {
        expect(parseSipUri(serializeSipUri(given))).toEqual(given);
      }),
    );
  });

  it('a URI is the same as itself', () => {
    fc.assert(fc.property(uri, (given) => isSameUri(given, given)));
  });

  it('a name and address', () => {
    const displayName = fc.option(
      line.filter((text) => text.isWellFormed()),
      { nil: undefined },
    );
    fc.assert(
      fc.property(displayName, uri, params, (name, address, more) => {
        const given = { displayName: name, uri: serializeSipUri(address), params: more };
        expect(parseNameAddr(serializeNameAddr(given))).toEqual(given);
      }),
    );
  });

  it('a Via', () => {
    fc.assert(
      fc.property(
        fc.record({ transport: fc.constantFrom('UDP', 'TCP', 'WSS'), host, port, params }),
        (given) => {
          expect(parseVia(serializeVia(given))).toEqual(given);
        },
      ),
    );
  });

  it('a message, in a datagram and cut out of a stream in any pieces', () => {
    const message = fc.record({
      method: token,
      uri: uri.map(serializeSipUri),
      headers: fc.array(
        fc.tuple(
          fc.constant('X-Line'),
          line.filter((text) => text.isWellFormed()),
        ),
        {
          maxLength: 8,
        },
      ),
      body: fc.uint8Array({ maxLength: 200 }),
      cuts: fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(message, ({ method, uri: to, headers: lines, body, cuts }) => {
        const headers = new Headers();
        for (const [name, value] of lines) headers.append(name, value);
        const bytes = serializeMessage({ kind: 'request', method, uri: to, headers, body });
        const read = parseMessage(bytes);
        if (!read.ok || read.value.kind !== 'request') throw new Error('not read');
        expect({
          ...read.value,
          headers: read.value.headers.serialize(),
          body: [...read.value.body],
        }).toEqual({
          kind: 'request',
          method,
          uri: to,
          headers: headers.serialize(),
          body: [...body],
        });
        expect(framed([bytes, bytes], cuts)).toEqual([[...bytes], [...bytes]]);
      }),
    );
  });
});

function framed(messages: readonly Uint8Array[], cuts: readonly number[]): number[][] {
  const stream = Buffer.concat(messages);
  const framing = new StreamFraming();
  const found: number[][] = [];
  let at = 0;
  for (const cut of [...cuts, stream.length]) {
    for (const frame of framing.push(stream.subarray(at, at + cut)) ?? [])
      if (frame.is === 'message') found.push([...frame.bytes]);
    at += cut;
  }
  return found;
}

const folder = new URL('../../fixtures/sip/torture/', import.meta.url);
const messages = readdirSync(folder)
  .filter((name) => name.endsWith('.dat'))
  .map((name) => readFileSync(new URL(name, folder)));

/** A real message with some of its bytes replaced, doubled or taken away. */
const spoiled = fc
  .record({
    message: fc.constantFrom(...messages),
    changes: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        count: fc.integer({ min: 0, max: 6 }),
        put: fc.oneof(
          fc.uint8Array({ maxLength: 4 }),
          fc.constantFrom('\r', '\n', '\r\n', ',', ';', '"', '<', '>', '\0', ' ', '\\').map(bytesOf),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ message, changes }) =>
    changes.reduce((bytes, { at, count, put }) => {
      const place = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + count)]);
    }, message),
  );

describe('whatever arrives', () => {
  const survive = (bytes: Uint8Array): void => {
    const { engine } = bench({ onRequest: (transaction, nowMs) => transaction.reply(200, nowMs) });
    engine.receive(flowTo(5060), bytes, 0);
    engine.receive(flowTo(5060), bytes, 10);
    runUntil(engine, 200_000);
    expect(engine.transactionCount).toBe(0);
  };

  it('random bytes are survived', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), survive));
  });

  it('spoiled messages are survived, and what is answered is a message again', () => {
    fc.assert(fc.property(spoiled, survive), { numRuns: 2_000 });
  });

  it('a stream of anything is survived', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(spoiled, fc.uint8Array({ maxLength: 50 })), { maxLength: 5 }),
        (chunks) => {
          const framing = new StreamFraming();
          for (const chunk of chunks) if (framing.push(chunk) === undefined) return;
        },
      ),
    );
  });

  it('a session description of anything is survived', () => {
    const lines = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('v=0', 'm=audio 1 RTP/AVP 0', 'c=IN IP4 192.0.2.1', 'a=rtpmap:0', 'm=', 'a=ptime:x'),
      ),
    );
    fc.assert(
      fc.property(lines, (given) => {
        parseSdp(['v=0', ...given].join('\r\n'));
      }),
    );
  });
});

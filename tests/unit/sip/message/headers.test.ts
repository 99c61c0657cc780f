import { describe, expect, it } from 'vitest';
import { Headers } from '#server/sip/message/headers.ts';
import { parseMessage } from '#server/sip/message/parse.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { bytesOf, parsed, parsedRequest, wire } from '#tests/support/sip-engine.ts';

const start = 'OPTIONS sip:a@b SIP/2.0';

describe('header fields', () => {
  it('are read in any case, in compact form, folded, and with space before the colon (7.3)', () => {
    const { headers } = parsed(
      wire([start, 'v: one', 'CALL-ID : x', 'subject: long', '\tand folded', 'X-new-One: 1']),
    );
    expect([...['Via', 'Call-ID', 'Subject', 'X-New-One']].map((name) => headers.get(name))).toEqual([
      'one',
      'x',
      'long and folded',
      '1',
    ]);
  });

  it('are cut at commas, but not within quotes and angles (7.3.1)', () => {
    const headers = new Headers()
      .append('Contact', '"Bell, A" <sip:a@b;x=",">, sip:c@d')
      .append('Contact', 'sip:e@f');
    expect(headers.list('Contact')).toEqual(['"Bell, A" <sip:a@b;x=",">', 'sip:c@d', 'sip:e@f']);
  });

  it('refuse to be more than one line', () => {
    for (const value of ['a\r\nEvil: yes', 'a\nEvil: yes', 'a\rEvil: yes']) {
      expect(() => new Headers().append('Subject', value)).toThrow(RangeError);
      expect(() => new Headers().set('Subject', value)).toThrow(RangeError);
      expect(() => new Headers().prepend('Subject', value)).toThrow(RangeError);
    }
  });

  it('never carry on a line break that was hidden in them', () => {
    const request = bytesOf(`${start}\r\nVia: SIP/2.0/UDP b\r\nFrom: <sip:a@b>;tag=1\nEvil: yes\r\n\r\n`);
    const read = parseMessage(request);
    if (read.ok || read.error.request === undefined) throw new Error('not refused');
    expect(read.error.status).toBe(400);
    const answer = serializeMessage(respondTo(read.error.request, 400));
    expect(Buffer.from(answer).toString()).not.toMatch(/^Evil/m);
  });

  it('are read again after a change', () => {
    const headers = new Headers().append('CSeq', '1 A');
    const read = (): string | undefined => headers.read('CSeq', (text) => text);
    expect([read(), headers.set('CSeq', '2 A') && read(), headers.delete('CSeq') && read()]).toEqual([
      '1 A',
      '2 A',
      undefined,
    ]);
  });

  it('are read as they are where they hold the sign for what cannot be read', () => {
    const read = parsed(Buffer.from(`${start}\r\nFrom: "J\ufffdrgen" <sip:a@b>\r\n\r\n`));
    expect(read.headers.get('From')).toBe('"J\ufffdrgen" <sip:a@b>');
  });

  it('of an old phone that writes Latin-1 are read as it meant them', () => {
    const bytes = Buffer.from(`${start}\r\nFrom: "J\xfcrgen" <sip:a@b>\r\n\r\n`, 'latin1');
    expect(parsed(bytes).headers.get('From')).toBe('"Jürgen" <sip:a@b>');
  });
});

describe('a message', () => {
  it('may follow empty lines (7.5)', () => {
    expect(parsed(Buffer.concat([bytesOf('\r\n\r\n'), wire([start, 'Via: x'])])).headers.get('Via')).toBe(
      'x',
    );
  });

  it('is refused with too many lines, and dropped when it is too large', () => {
    const many = wire([start, ...Array.from({ length: 300 }, (_, i) => `X-${i}: 1`)]);
    expect(parseMessage(many)).toMatchObject({ ok: false, error: { status: 400 } });
    expect(parseMessage(new Uint8Array(70_000))).toMatchObject({ ok: false });
  });

  it.each([
    ['a header line', [start, `X: ${'a'.repeat(8_200)}`]],
    ['a header line in pieces', [start, 'X: a', ...Array.from({ length: 100 }, () => ` ${'a'.repeat(100)}`)]],
    ['a start line', [`INVITE sip:${'a'.repeat(8_200)}@b SIP/2.0`, 'X: a']],
  ])('is refused with %s of more than 8 KB', (_, lines) => {
    expect(parseMessage(wire(lines))).toMatchObject({ ok: false, error: { status: 400 } });
  });

  it('is refused with a NUL in it, which no database stores; a body may have one', () => {
    const withNul = wire([start, 'Via: x', 'User-Agent: a\0b']);
    expect(parseMessage(withNul)).toMatchObject({ ok: false, error: { status: 400 } });
    expect(parseMessage(wire([start, 'Via: x'], 'a\0b'))).toMatchObject({ ok: true });
  });

  it('always says the length of its body in bytes', () => {
    const request = parsedRequest(wire([start, 'Via: x', 'Content-Length: 0']));
    const text = Buffer.from(serializeMessage({ ...request, body: bytesOf('grüß') })).toString();
    expect(text).toContain('Content-Length: 6\r\n');
    expect(text.endsWith('\r\n\r\ngrüß')).toBe(true);
  });
});

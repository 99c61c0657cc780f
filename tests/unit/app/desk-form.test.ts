import { describe, expect, it } from 'vitest';
import { noticeQuery, readNotice, toNotice } from '../../../app/d/[token]/notices.ts';
import { isFromElsewhere, readForm } from '../../../app/d/[token]/submit/read-form.ts';

const post = (body: RequestInit['body'], headers: Record<string, string> = {}) =>
  new Request('http://perch.test/d/token', { method: 'POST', body: body ?? null, headers });

describe('the plain form of a desk', () => {
  it('reads the fields of both kinds of form, and leaves files out', async () => {
    const fields = await readForm(post(new URLSearchParams({ extension: '101', pin: '4821' })));
    expect(Object.fromEntries(fields ?? [])).toEqual({ extension: '101', pin: '4821' });
    const form = new FormData();
    form.set('extension', '102');
    form.set('pin', new Blob(['4821']));
    expect(Object.fromEntries((await readForm(post(form))) ?? [])).toEqual({ extension: '102' });
  });

  it('reads nothing that is too large or no form', async () => {
    expect(await readForm(post(new URLSearchParams({ pin: '1'.repeat(9_000) })))).toBeUndefined();
    expect(await readForm(post('{"pin":"4821"}', { 'content-type': 'application/json' }))).toBeUndefined();
    expect(await readForm(new Request('http://perch.test/', { method: 'POST' }))).toBeUndefined();
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ origin: 'http://perch.test', host: 'perch.test' }, false],
    [{ origin: 'http://perch.test.evil.example', host: 'perch.test' }, true],
    [{ origin: 'null', host: 'perch.test' }, true],
    [{}, false],
  ])('knows by %j whether another site sent it', (headers, isForeign) => {
    const request = { headers: new Headers(headers as Record<string, string>) } as Request;
    expect(isFromElsewhere(request)).toBe(isForeign);
  });

  it('says what went wrong in a word and a number, and in nothing else', () => {
    const notice = toNotice({ code: 'locked', retryAfterSeconds: 61 });
    expect(noticeQuery(notice)).toBe('error=locked&minutes=2');
    expect(readNotice({ error: 'locked', minutes: '2' })).toEqual({ code: 'locked', minutes: 2 });
    expect(readNotice({ error: 'locked', minutes: '<b>' })).toEqual({ code: 'locked', minutes: 1 });
    expect(toNotice({ code: 'something new' })).toEqual({ code: 'failed' });
    expect(readNotice({ error: 'something new' })).toBeUndefined();
  });
});

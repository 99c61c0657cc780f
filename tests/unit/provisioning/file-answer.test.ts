import { describe, expect, it } from 'vitest';
import { answerFile, readyFile } from '#server/provisioning/file-answer.ts';

const file = readyFile({ contentType: 'text/xml', text: 'abcdefé' });
const ask = (more: { method?: string; ifNoneMatch?: string; range?: string } = {}) => {
  const request = { method: 'GET', ifNoneMatch: undefined, range: undefined, ...more };
  const { body, ...answer } = answerFile(file, request);
  return { ...answer, text: Buffer.from(body).toString('latin1') };
};
const etag = ask().headers['etag'] ?? '';

describe('a file over HTTP (RFC 9110)', () => {
  it('is sent whole with its exact length', () => {
    expect(ask()).toMatchObject({ status: 200, isWhole: true, headers: { 'content-length': '8' } });
  });

  it('has the same headers and no body for HEAD, and is not counted as sent', () => {
    expect(ask({ method: 'HEAD' })).toEqual({ ...ask(), text: '', isWhole: false });
  });

  it('is not sent again to a phone that has it', () => {
    expect(ask({ ifNoneMatch: etag })).toMatchObject({ status: 304, text: '', isWhole: true });
    expect(ask({ ifNoneMatch: '"another"' }).status).toBe(200);
  });

  it.each([
    { range: 'bytes=0-2', text: 'abc', contentRange: 'bytes 0-2/8', isWhole: false },
    { range: 'bytes=6-', text: 'Ã©', contentRange: 'bytes 6-7/8', isWhole: true },
    { range: 'bytes=-3', text: 'fÃ©', contentRange: 'bytes 5-7/8', isWhole: true },
    { range: 'bytes=4-900', text: 'efÃ©', contentRange: 'bytes 4-7/8', isWhole: true },
  ])('gives the part $range', ({ range, text, contentRange, isWhole }) => {
    expect(ask({ range })).toMatchObject({
      ...{ status: 206, text, isWhole },
      headers: { 'content-range': contentRange, 'content-length': `${text.length}`, etag },
    });
  });

  it.each(['bytes=8-', 'bytes=-0'])('has nothing at %s', (range) => {
    expect(ask({ range })).toMatchObject({
      status: 416,
      text: '',
      headers: { 'content-range': 'bytes */8' },
    });
  });

  it.each(['bytes=3-1', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-'])('is sent whole for %s', (range) => {
    expect(ask({ range }).status).toBe(200);
  });
});

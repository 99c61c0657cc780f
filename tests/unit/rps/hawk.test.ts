import { describe, expect, test } from 'vitest';
import { hawkHeader, hawkTime } from '#server/rps/hawk.ts';

const key = { id: 'kid', key: 'secret' };
const at = { tsSeconds: 1_700_000_000, nonce: 'abc123' };
const base = 'https://api.sraps.snom.com/api/v1';

/** Computed with `hawk` 9.0.2. */
describe('a request is signed as the reference implementation does it', () => {
  test('with its payload', () => {
    const url = new URL(`${base}/companies/7/endpoints/000413aabbcc`);
    const payload = { contentType: 'application/json', body: '{"mac":"000413aabbcc"}' };
    expect(hawkHeader(key, { method: 'PUT', url, ...at, payload })).toBe(
      'Hawk id="kid", ts="1700000000", nonce="abc123", hash="GrmBOCGU3Ix5DlJf8LWbcFz2/ykE59yejaXnonAkjrU=", ' +
        'mac="N6YiZ1J+rd6s17bkvgJkNHSLNgyVJHqr1WZRIRUUOLA="',
    );
  });

  test('without one, and with its query', () => {
    const url = new URL(`${base}/settings/?page_size=1000`);
    expect(hawkHeader(key, { method: 'GET', url, ...at })).toBe(
      'Hawk id="kid", ts="1700000000", nonce="abc123", mac="PxyXhHhol7UvFo1us0dv6990wUwQAIzs23E2IQWJZwc="',
    );
  });

  test('whatever parameters its media type has', () => {
    const url = new URL(base);
    const signed = (contentType: string) =>
      hawkHeader(key, { method: 'PUT', url, ...at, payload: { contentType, body: '{}' } });
    expect(signed('Application/JSON; charset=utf-8')).toBe(signed('application/json'));
  });
});

test('the time of a service is taken only where it vouches for it with the key', () => {
  const challenge =
    'Hawk ts="1700000000", tsm="ZWAcK4lxBySJ/dkJj7kjowi3ynAQEdEYcJr7QWfwXKo=", error="Stale timestamp"';
  expect(hawkTime(challenge, 'secret')).toBe(1_700_000_000);
  expect(hawkTime(challenge, 'another')).toBeUndefined();
  expect(hawkTime(challenge.replace('1700000000', '1800000000'), 'secret')).toBeUndefined();
  expect(hawkTime('Hawk', 'secret')).toBeUndefined();
  expect(hawkTime(undefined, 'secret')).toBeUndefined();
});

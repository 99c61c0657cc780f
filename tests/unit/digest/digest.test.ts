import { describe, expect, it } from 'vitest';
import { answerChallenge, serializeChallenge } from '#server/digest/challenge.ts';
import { parseDigestCredentials } from '#server/digest/credentials.ts';
import { digestResponse, isRightResponse } from '#server/digest/response.ts';

describe('the response, against the vectors of the RFCs', () => {
  const mufasa = {
    username: 'Mufasa',
    method: 'GET',
    uri: '/dir/index.html',
    qop: 'auth',
    nc: '00000001',
  } as const;

  it('RFC 2617 3.5', () => {
    expect(
      digestResponse({
        ...mufasa,
        password: 'Circle Of Life',
        realm: 'testrealm@host.com',
        nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
        cnonce: '0a4f113b',
        algorithm: 'MD5',
      }),
    ).toBe('6629fae49393a05397450978507c4ef1');
  });

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('RFC 7616 3.9.1, %s', (algorithm, response) => {
    expect(
      digestResponse({
        ...mufasa,
        password: 'Circle of Life',
        realm: 'http-auth@example.org',
        nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
        cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
        algorithm,
      }),
    ).toBe(response);
  });

  it('RFC 2069 without qop', () => {
    expect(
      digestResponse({
        username: 'Mufasa',
        password: 'CircleOfLife',
        realm: 'testrealm@host.com',
        nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
        uri: '/dir/index.html',
        method: 'GET',
        algorithm: 'MD5',
        qop: undefined,
        cnonce: undefined,
        nc: undefined,
      }),
    ).toBe('1949323746fe6a43ef61f9606e7febea');
  });
});

describe('credentials', () => {
  const own = { username: 'u1', password: 'se"cret\\', method: 'REGISTER', uri: 'sip:perch', cnonce: 'c0' };

  it.each(['MD5', 'SHA-256'] as const)(
    'that answer our challenge are right, and only with that password (%s)',
    (algorithm) => {
      const challenge = serializeChallenge({ realm: 'perch', nonce: 'n1', algorithm, stale: false });
      const credentials = parseDigestCredentials(answerChallenge(challenge, own) ?? '');
      if (credentials === undefined) throw new Error('no credentials');
      expect(isRightResponse(credentials, own.password, 'REGISTER')).toBe(true);
      expect(isRightResponse(credentials, 'other', 'REGISTER')).toBe(false);
      expect(isRightResponse(credentials, own.password, 'INVITE')).toBe(false);
      expect(isRightResponse({ ...credentials, response: '' }, own.password, 'REGISTER')).toBe(false);
    },
  );

  it.each([
    ['another scheme', 'NoOneKnowsThisScheme opaque-data=here'],
    ['nothing', ''],
    ['no nonce', 'Digest username="a", realm="perch", uri="sip:b", response="c"'],
    [
      'qop without a count',
      'Digest username="a", realm="p", nonce="n", uri="b", response="c", qop=auth, cnonce="x"',
    ],
    [
      'a count that is none',
      'Digest username="a", realm="p", nonce="n", uri="b", response="c", qop=auth, cnonce="x", nc=1',
    ],
    [
      'an algorithm that we have not',
      'Digest username="a", realm="p", nonce="n", uri="b", response="c", algorithm=MD5-sess',
    ],
    ['a quote that does not end', 'Digest username="a'],
  ])('are none with %s', (_, header) => {
    expect(parseDigestCredentials(header)).toBeUndefined();
  });

  it('are read with nothing between two commas, and behind the last (RFC 9110 5.6.1.2)', () => {
    const header = 'Digest username="a", realm="p",, nonce="n" , uri="b",response="c", ';
    expect(parseDigestCredentials(header)).toMatchObject({ username: 'a', nonce: 'n', response: 'c' });
  });

  it('are not made for what we cannot do', () => {
    expect(answerChallenge('Digest realm="perch", nonce="n", algorithm=AKAv1-MD5', own)).toBeUndefined();
    expect(answerChallenge('Basic realm="perch"', own)).toBeUndefined();
  });
});

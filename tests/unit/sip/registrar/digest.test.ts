import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerChallenge,
  digestResponse,
  isRightResponse,
  Nonces,
  parseDigestCredentials,
  serializeChallenge,
} from '#server/sip/registrar/digest.ts';

const key = new Uint8Array(32).fill(7);
const nowMs = 1_700_000_000_000;

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

  it('are not made for what we cannot do', () => {
    expect(answerChallenge('Digest realm="perch", nonce="n", algorithm=AKAv1-MD5', own)).toBeUndefined();
    expect(answerChallenge('Basic realm="perch"', own)).toBeUndefined();
  });
});

describe('nonces', () => {
  const nonces = (): Nonces => new Nonces(key, 300_000);

  it('are fresh when they are ours and young', () => {
    const own = nonces();
    expect(own.check(own.make(nowMs, 'salt'), '00000001', nowMs + 299_000)).toBe('fresh');
  });

  it('are stale when they are old', () => {
    const own = nonces();
    expect(own.check(own.make(nowMs, 'salt'), '00000001', nowMs + 300_001)).toBe('stale');
  });

  it('are foreign when another key or another hand made them', () => {
    const own = nonces();
    const other = new Nonces(new Uint8Array(32), 300_000).make(nowMs, 'salt');
    expect(own.check(other, '00000001', nowMs)).toBe('foreign');
    expect(own.check(`${own.make(nowMs, 'salt')}x`, '00000001', nowMs)).toBe('foreign');
    expect(own.check('', '00000001', nowMs)).toBe('foreign');
    expect(own.check('..', '00000001', nowMs)).toBe('foreign');
  });

  it('take each count once: what was heard on the wire is worth nothing', () => {
    const own = nonces();
    const nonce = own.make(nowMs, 'salt');
    expect(own.check(nonce, '00000001', nowMs)).toBe('fresh');
    expect(own.check(nonce, '00000001', nowMs)).toBe('stale');
    expect(own.check(nonce, '00000002', nowMs)).toBe('fresh');
    expect(own.check(nonce, '0000000f', nowMs)).toBe('fresh');
    expect(own.check(nonce, '00000003', nowMs)).toBe('stale');
  });

  it('take each count once for as long as they are good, however many others come and go meanwhile', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(290_000), { minLength: 1, maxLength: 12 }),
        fc.nat(300_000),
        (pausesMs, ageMs) => {
          const own = nonces();
          let atMs = nowMs;
          for (const [index, pauseMs] of pausesMs.entries()) {
            atMs += pauseMs;
            own.check(own.make(atMs, `other${index}`), '00000001', atMs);
          }
          const nonce = own.make(atMs, 'salt');
          expect(own.check(nonce, '00000001', atMs + ageMs)).toBe('fresh');
          for (let laterMs = ageMs; laterMs <= 300_000; laterMs += 20_000) {
            own.check(own.make(atMs + laterMs, `later${laterMs}`), '00000001', atMs + laterMs);
            expect(own.check(nonce, '00000001', atMs + laterMs)).toBe('stale');
          }
        },
      ),
    );
  });

  it('work on another node with the same key', () => {
    expect(nonces().check(nonces().make(nowMs, 'salt'), '00000001', nowMs)).toBe('fresh');
  });
});

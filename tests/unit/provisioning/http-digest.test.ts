import { describe, expect, it } from 'vitest';
import { isRightResponse } from '#server/digest/response.ts';
import { Nonces, parseCredentials } from '#server/provisioning/http-digest.ts';

describe('HTTP digest (RFC 7616, RFC 2617)', () => {
  // RFC 2617 3.5
  const rfc2617 =
    'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", ' +
    'uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", ' +
    'response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"';

  it('takes the proof of the RFC', () => {
    const credentials = parseCredentials(rfc2617);
    if (credentials === undefined) throw new Error('not read');
    expect(isRightResponse(credentials, 'Circle Of Life', 'GET')).toBe(true);
    expect(isRightResponse(credentials, 'Circle of Life', 'GET')).toBe(false);
    expect(isRightResponse(credentials, 'Circle Of Life', 'HEAD')).toBe(false);
  });

  // RFC 7616 3.9.1
  it('takes the MD5 proof of the newer RFC', () => {
    const credentials = parseCredentials(
      'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, ' +
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, ' +
        'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, ' +
        'response="8ca523f5e9506fed4657c9700eebdbec", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    );
    if (credentials === undefined) throw new Error('not read');
    expect(isRightResponse(credentials, 'Circle of Life', 'GET')).toBe(true);
  });

  it('reads what is quoted, and one header after the other from its beginning', () => {
    const named = rfc2617.replace('Mufasa', String.raw`Mu\"fa\\sa`);
    for (const header of [named, 'Digest username="a"', named])
      expect(parseCredentials(header)?.username).toBe(header === named ? String.raw`Mu"fa\sa` : undefined);
  });

  it.each([
    'Basic TXVmYXNhOkNpcmNsZQ==',
    'Digest',
    'Digest username="a"',
    rfc2617.replace('qop=auth', 'qop=auth-int'),
    rfc2617.replace('cnonce="0a4f113b", ', ''),
    `${rfc2617}, algorithm=SHA-256`,
    '',
  ])('does not read %j', (header) => {
    expect(parseCredentials(header)).toBeUndefined();
  });
});

describe('a nonce', () => {
  const nonces = new Nonces(new Uint8Array(32).fill(7));

  it('is good for five minutes, for whoever made it', () => {
    const nonce = nonces.make(1_000_000);
    expect(nonces.isFresh(nonce, 1_000_000)).toBe(true);
    expect(nonces.isFresh(nonce, 1_000_000 + 5 * 60_000)).toBe(true);
    expect(nonces.isFresh(nonce, 1_000_001 + 5 * 60_000)).toBe(false);
    expect(nonces.isFresh(nonce, 900_000)).toBe(false);
    expect(new Nonces(new Uint8Array(32)).isFresh(nonce, 1_000_000)).toBe(false);
  });

  it.each(['', 'nonsense', '.', 'zzzzzzzz.aaaaaaaaaaaaaaaaaaaaaa'])('is not %j', (nonce) => {
    expect(nonces.isFresh(nonce, 1_000_000)).toBe(false);
  });
});

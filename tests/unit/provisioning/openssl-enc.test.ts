import { describe, expect, it } from 'vitest';
import { encryptAsOpenssl } from '#server/provisioning/openssl-enc.ts';
import { decryptWithKey } from '#server/sim/makes/cisco-key.ts';
import { whyMissing } from '../../../scripts/test/real-programs.ts';
import { readByOpenssl } from '../../support/openssl.ts';

const missing = whyMissing('openssl');
const KEY = '0123456789abcdef0123456789abcdef0123';
const texts = ['', 'a', 'x'.repeat(15), 'x'.repeat(16), 'Büro 3 – 会议 🎧\n', 'line\r\n'.repeat(3_000)];

describe('a file that is encrypted for phones', () => {
  it.skipIf(missing !== undefined).each(texts)(`is read by OpenSSL itself %# ${missing ?? ''}`, (text) => {
    expect(readByOpenssl(encryptAsOpenssl(text, KEY), KEY)).toBe(text);
  });

  it.each(texts)('is read by the simulated phone %#', (text) => {
    expect(decryptWithKey(encryptAsOpenssl(text, KEY), KEY)).toBe(text);
  });

  it('is the same for the same text and key, and nothing alike for another', () => {
    const saltOf = (text: string, key: string) => encryptAsOpenssl(text, key).toString('hex', 8, 16);
    expect(encryptAsOpenssl('a', KEY)).toEqual(encryptAsOpenssl('a', KEY));
    expect(new Set([saltOf('a', KEY), saltOf('b', KEY), saltOf('a', `${KEY}0`)]).size).toBe(3);
  });

  it('is not read with another key', () => {
    expect(() => decryptWithKey(encryptAsOpenssl('<flat-profile/>', KEY), 'other')).toThrow();
  });
});

import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  isIssuedBy,
  readClientCert,
  readDeviceCertificate,
} from '#server/provisioning/device-certificate.ts';
import { makerPem } from '../../support/maker-certificates.ts';

const certificate = (name: string) => new X509Certificate(makerPem(name));
const NOW_MS = Date.UTC(2027, 0, 1);

describe('the certificate of a phone', () => {
  it.each([
    ['in the common name', 'phone', ['001565aabbcc']],
    ['in Cisco’s S, and not in the serial number that looks like one', 'cisco', ['000e08abcdef']],
    ['in an alternative name', 'san', ['00041312ab34']],
    ['nowhere, where a maker gave all its phones the same', 'generic', []],
  ])('says its MAC %s', (_, name, macs) => {
    expect(readDeviceCertificate(certificate(name)).macs).toEqual(macs);
  });

  it('counts if it is signed by whom we trust', () => {
    expect(isIssuedBy(certificate('phone'), [certificate('root'), certificate('issuing')], NOW_MS)).toBe(
      true,
    );
  });

  it.each([
    ['signed by one that the given authority has signed', 'phone', ['root']],
    ['signed by itself', 'forged', ['issuing', 'root']],
    ['signed by another phone', 'child', ['issuing', 'root']],
    ['signed by another phone that is taken for an authority', 'child', ['other-phone']],
    ['signed by its maker, where nobody is trusted', 'phone', []],
  ])('does not count if it is %s', (_, name, authorities) => {
    expect(isIssuedBy(certificate(name), authorities.map(certificate), NOW_MS)).toBe(false);
  });

  it('counts only while it is valid', () => {
    const at = (year: number) => isIssuedBy(certificate('phone'), [certificate('issuing')], Date.UTC(year));
    expect([at(2000), at(2027), at(2200)]).toEqual([false, true, false]);
  });
});

describe('a certificate that a proxy passes on', () => {
  const phone = certificate('phone');

  it.each([
    ['as bytes (RFC 9440 2.2)', `:${phone.raw.toString('base64')}:`],
    ['as PEM with percent signs, as nginx does', encodeURIComponent(String(phone))],
  ])('is read %s', (_, header) => {
    expect(readClientCert(header)?.fingerprint256).toBe(phone.fingerprint256);
  });

  it.each(['', 'x', '::', ':AAAA:', '%', `:${Buffer.alloc(9_000).toString('base64')}:`])(
    'is none where it is “%.20s”',
    (header) => {
      expect(readClientCert(header)).toBeUndefined();
    },
  );
});

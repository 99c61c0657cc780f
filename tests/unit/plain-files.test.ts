import { describe, expect, it } from 'vitest';
import { authorityOf } from '#server/plain-files.ts';
import { makerPem } from '../support/maker-certificates.ts';
import { loopbackCertificateFiles, otherCertificateFiles, pemOf } from '../support/test-certificate.ts';

const own = pemOf(loopbackCertificateFiles).cert;
const other = pemOf(otherCertificateFiles).cert;
const [phone, issuing, root] = ['phone', 'issuing', 'root'].map(makerPem);
const subjectOf = (pem: { chain: string; ca?: string }) => {
  const found = authorityOf(pem);
  return found.ok ? found.value.subject.split('\n').at(-1) : found.error;
};

describe('the authority of the house', () => {
  it.each([
    ['is the certificate itself, where that has signed itself', { chain: own }, 'CN=perch on loopback'],
    ['is the end of the chain', { chain: `${phone}${issuing}${root}` }, 'CN=Example Phones Root CA'],
    ['is the one that is given', { chain: `${phone}${issuing}`, ca: `${root}` }, 'CN=Example Phones Root CA'],
    ['may be one in the middle', { chain: `${phone}`, ca: `${issuing}` }, 'CN=Example Phones Issuing CA'],
    ['is found among others', { chain: own, ca: `${other}${own}` }, 'CN=perch on loopback'],
  ])('%s', (_sentence, pem, subject) => {
    expect(subjectOf(pem)).toBe(subject);
  });

  it.each([
    ['must be given where the chain ends before it', { chain: `${phone}${issuing}` }],
    ['must have signed the chain', { chain: own, ca: other }],
    ['must have signed what the chain begins with', { chain: `${phone}${own}` }],
    ['must be reached, and not jumped to', { chain: `${phone}`, ca: `${root}` }],
    ['must be one of an authority', { chain: own, ca: `${phone}` }],
    ['must be a certificate', { chain: own, ca: 'junk' }],
    ['must be a certificate that can be read', { chain: own, ca: own.replace(/MII/, 'AAA') }],
  ])('%s', (_sentence, pem) => {
    expect(subjectOf(pem)).toMatch(/^TLS_CA: [^\n]+\.$/);
  });
});

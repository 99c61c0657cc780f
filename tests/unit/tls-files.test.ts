import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tlsProblems } from '#server/tls-files.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');
const [cert, key] = [fixture('certificate.pem'), fixture('key.pem')];
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const otherKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const lockedKey = privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hidden' })
  .toString();

describe('a certificate and its key', () => {
  it('that go together are right', () => expect(tlsProblems({ cert, key })).toEqual([]));

  it.each([
    ['no certificate', { cert: 'x', key }, ['TLS_CERT']],
    ['no key', { cert, key: '' }, ['TLS_KEY']],
    ['neither', { cert: key, key: cert }, ['TLS_CERT', 'TLS_KEY']],
    ['a key with a passphrase', { cert, key: lockedKey }, ['TLS_KEY']],
    ['the key of another certificate', { cert, key: otherKey }, ['TLS_KEY']],
  ])('that are %s are told of by the names of their variables', (_, files, names) =>
    expect(tlsProblems(files).map((line) => line.split(':')[0])).toEqual(names),
  );
});

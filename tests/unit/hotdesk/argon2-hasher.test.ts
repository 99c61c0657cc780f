import { describe, expect, it } from 'vitest';
import { createArgon2Hasher } from '#server/hotdesk/argon2-hasher.ts';
import { createDerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import { codeOf } from '../../support/attempts.ts';

const secrets = createDerivedSecrets('a server key for tests, long enough');
const CHEAP = { memoryKib: 64, passes: 1 };

describe('invariant 3: how a PIN is kept', () => {
  it('as argon2id with 19 MiB and two passes', async () => {
    const stored = await createArgon2Hasher(secrets).hash('4321');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('over an HMAC with the server’s key: with another key it is not right', async () => {
    const stored = await createArgon2Hasher(secrets, CHEAP).hash('4321');
    const others = createDerivedSecrets('another server key, long enough as well');
    expect(await createArgon2Hasher(secrets, CHEAP).verify(stored, '4321')).toBe(true);
    expect(await createArgon2Hasher(secrets, CHEAP).verify(stored, '4322')).toBe(false);
    expect(await createArgon2Hasher(others, CHEAP).verify(stored, '4321')).toBe(false);
  });

  it('nobody’s PIN is never right, not even the dummy’s', async () => {
    const pins = createArgon2Hasher(secrets, CHEAP);
    for (const pin of ['4321', '', 'nobody has this PIN'])
      expect(await pins.verify(undefined, pin)).toBe(false);
  });

  it('in a bounded line: who comes when it is full is told to come again, and the line goes on', async () => {
    const pins = createArgon2Hasher(secrets, CHEAP);
    const stored = await pins.hash('4321');
    const outcomes = await Promise.all(Array.from({ length: 70 }, () => codeOf(pins.verify(stored, '4321'))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(66);
    expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(4);
    expect(await pins.verify(stored, '4321')).toBe(true);
  });
});

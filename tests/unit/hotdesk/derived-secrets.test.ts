import { describe, expect, it } from 'vitest';
import { createDerivedSecrets } from '#server/hotdesk/derived-secrets.ts';

const secrets = createDerivedSecrets('a server key for tests, long enough');
const nonce = new Uint8Array(12).fill(7);

describe('a secret of somebody else’s', () => {
  it('is sealed, and opened by the same key', () => {
    const sealed = secrets.seal('trünk "password"', nonce);
    expect(sealed).not.toContain('password');
    expect(secrets.open(sealed)).toBe('trünk "password"');
  });

  it('is not opened by another key, changed, cut short or made up', () => {
    const sealed = secrets.seal('password', nonce);
    const other = createDerivedSecrets('another server key, also long enough');
    expect(other.open(sealed)).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(i) ^ 1, i);
      expect(secrets.open(changed.toString('base64url'))).toBeUndefined();
      expect(secrets.open(bytes.subarray(0, i).toString('base64url'))).toBeUndefined();
    }
  });
});

describe('the password of a phone’s own web page', () => {
  it('is of letters and digits, which every make takes, and each desk’s own', () => {
    expect(secrets.fileSecret('desk-a', 1)).toMatch(/^[0-9a-f]{36}$/);
    expect(secrets.fileSecret('desk-a', 2)).not.toBe(secrets.fileSecret('desk-a', 1));
    expect(secrets.phoneAdminSecret('desk-a')).toMatch(/^[0-9a-f]{16}$/);
    expect(secrets.phoneAdminSecret('desk-b')).not.toBe(secrets.phoneAdminSecret('desk-a'));
  });
});

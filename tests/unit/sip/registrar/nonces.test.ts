import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Nonces } from '#server/sip/registrar/nonces.ts';

const key = new Uint8Array(32).fill(7);
const nowMs = 1_700_000_000_000;

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

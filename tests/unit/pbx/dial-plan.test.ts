import { describe, expect, it } from 'vitest';
import { readDialledNumber } from '#server/pbx/dial-plan.ts';

const codes = { logInCode: '*70', logOutCode: '*71' };

describe('a dialled number', () => {
  it.each([
    ['*70101', { kind: 'log-in', extension: '101' }],
    ['*70', { kind: 'log-in', extension: null }],
    ['*70101#', { kind: 'log-in', extension: '101' }],
    ['*71', { kind: 'log-out' }],
    ['101', { kind: 'extension', extension: '101' }],
    ['*70abc', { kind: 'not-a-number' }],
    ['*72', { kind: 'not-a-number' }],
    ['alice', { kind: 'not-a-number' }],
    ['', { kind: 'not-a-number' }],
    ['12345678901', { kind: 'not-a-number' }],
  ])('%s', (dialled, meaning) => {
    expect(readDialledNumber(dialled, codes)).toEqual(meaning);
  });

  it('follows the codes of the tenant, also when one begins like the other', () => {
    const own = { logInCode: '*7', logOutCode: '*79' };
    expect(readDialledNumber('*79', own)).toEqual({ kind: 'log-out' });
    expect(readDialledNumber('*7101', own)).toEqual({ kind: 'log-in', extension: '101' });
  });
});

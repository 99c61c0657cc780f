import { describe, expect, it } from 'vitest';
import { toKeysValues, toWantedKeys } from '../../../app/admin/_keys/key-values.ts';

describe('the form of keys', () => {
  it('gives back what it was given, and no page where none was chosen', () => {
    const keys = [
      { does: 'blf', number: '102', label: 'Ben', page: 2 } as const,
      { does: 'speed-dial', number: '0303030', label: 'Taxi', page: null } as const,
    ];
    expect(toWantedKeys(toKeysValues(keys))).toEqual(keys);
    expect(toKeysValues(keys).keys.map(({ page }) => page)).toEqual(['2', '']);
  });
});

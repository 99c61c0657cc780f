import { describe, expect, it } from 'vitest';
import { isWeakPin } from '../../../app/_live/weak-pin.ts';

describe('a PIN that a person chooses', () => {
  it.each(['1234', '4321', '0000', '11111111', '456789'])('%s is what a thief tries first', (pin) => {
    expect(isWeakPin(pin)).toBe(true);
  });

  it.each(['4821', '1357', '9012', '', 'abc', '12', '000'])('%s is left to the server', (pin) => {
    expect(isWeakPin(pin)).toBe(false);
  });
});

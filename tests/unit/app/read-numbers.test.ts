import { describe, expect, it } from 'vitest';
import { readNumbers, withNumbers } from '../../../app/admin/call-manager/dial-plan/read-numbers.ts';

describe('numbers that are pasted', () => {
  it.each([
    ['+49301000101;101'],
    ['+49 30 1000-101, 101'],
    ['+49 (30) 1000101\t101'],
    ['+49301000101 101'],
    ['  +49 30 1000.101 => 101  '],
    ['+49301000101 → 101'],
    ['"+49301000101"; 101'],
  ])('are read however number and extension are set apart: %j', (line) => {
    expect(readNumbers(line)).toEqual({ rows: [{ number: '+49301000101', extension: '101' }], strange: [] });
  });

  it('leave out empty lines, and say which were no number with an extension', () => {
    const { rows, strange } = readNumbers('Number;Extension\n\r\n0301;101\n+49301000101\n12;x\n');
    expect(rows).toEqual([{ number: '0301', extension: '101' }]);
    expect(strange).toEqual(['Number;Extension', '+49301000101', '12;x']);
  });

  it('stand in the place of what there was for the same number', () => {
    const before = [
      { number: '1000', extension: '101' },
      { number: '1001', extension: '102' },
    ];
    const more = [
      { number: '1001', extension: '201' },
      { number: '1002', extension: '202' },
    ];
    expect(withNumbers(before, more)).toEqual([before[0], ...more]);
  });
});

import { describe, expect, it } from 'vitest';
import { dialledByPlan } from '#server/sim/makes/cisco-dial-plan.ts';

const factory = new Map<string, string>();
const ours = new Map([
  ['Dial_Plan_1_', '([x*].)'],
  ['CW_Per_Call_Act_Code', ''],
  ['CW_Per_Call_Deact_Code', ''],
]);

describe('what a simulated Cisco lets out', () => {
  it.each([
    ['*70911', '911'],
    ['*71', undefined],
    ['*7055', undefined],
    ['5551234', '5551234'],
    ['1555123456', undefined],
    ['12125551234', '12125551234'],
    ['*55', '*55'],
    ['101', undefined],
  ])('as it left the factory, of %s: %s', (digits, out) => {
    expect(dialledByPlan(digits, factory)).toBe(out);
  });

  it.each(['*70101', '*71', '112', '0'])('once it has our profile, %s as it is', (digits) => {
    expect(dialledByPlan(digits, ours)).toBe(digits);
  });

  it('nothing that the plan has not got', () => {
    expect(dialledByPlan('12#', ours)).toBeUndefined();
  });
});

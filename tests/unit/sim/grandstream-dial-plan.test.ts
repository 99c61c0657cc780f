import { describe, expect, it } from 'vitest';
import { dialledByPlan } from '#server/sim/makes/grandstream-dial-plan.ts';

const factory = { plan: '{ x+ | \\+x+ | *x+ | *xx*x+ }', hasCallFeatures: true };

describe('what a Grandstream lets out', () => {
  it('keeps its own codes to itself, as it leaves the factory', () => {
    expect(dialledByPlan('*70101', factory)).toBe('101');
    expect(dialledByPlan('*71', factory)).toBeUndefined();
    expect(dialledByPlan('101', factory)).toBe('101');
    expect(dialledByPlan('+49891234', factory)).toBe('+49891234');
  });

  it.each(['{ [*x]+ | \\+x+ }', '{[x*]+}'])('lets any star out by %s', (plan) => {
    for (const digits of ['*70101', '*71', '112', '*70*101'])
      expect(dialledByPlan(digits, { plan, hasCallFeatures: false })).toBe(digits);
  });

  it('lets nothing out that its plan has not', () => {
    expect(dialledByPlan('*70101', { plan: '{ x+ }', hasCallFeatures: false })).toBeUndefined();
    expect(dialledByPlan('7#', { ...factory, hasCallFeatures: false })).toBeUndefined();
  });
});

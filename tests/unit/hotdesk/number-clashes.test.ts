import { describe, expect, it } from 'vitest';
import type { OutboundRoute } from '#db/schema/index.ts';
import type { DialPlan } from '#server/hotdesk/dial-plan.ts';
import { readNumber } from '#server/hotdesk/dial-plan.ts';
import { clashesOf, whyHidden } from '#server/hotdesk/number-clashes.ts';

const plan: DialPlan = {
  ...{ logInCode: '*70', logOutCode: '*71' },
  ...{ emergencyNumbers: ['112', '911'], emergencyTestNumber: '933', outboundRoutes: [] },
};
const route = (more: Partial<OutboundRoute>): OutboundRoute => ({
  ...{ prefix: '0', lengthMin: 3, lengthMax: 20, strip: 1, prepend: '', gatewayIds: ['g'] },
  ...more,
});

describe('numbers that hide one another', () => {
  it.each([
    ['logOutCode', { logOutCode: '*70' }, []],
    ['emergencyNumbers', { emergencyNumbers: ['112', '7011'], logInCode: '70' }, []],
    ['emergencyTestNumber', { emergencyTestNumber: '112' }, []],
    ['emergencyTestNumber', { emergencyTestNumber: '71', logOutCode: '71' }, []],
    ['emergencyNumbers', { emergencyNumbers: ['101'] }, ['101']],
    ['emergencyTestNumber', { emergencyTestNumber: '101' }, ['101']],
    ['logInCode', { logInCode: '70' }, ['7001']],
    ['logOutCode', { logOutCode: '71' }, ['71']],
    ['outboundRoutes.1.prefix', { outboundRoutes: [route({}), route({ lengthMin: 20, lengthMax: 25 })] }, []],
    ['outboundRoutes.0.strip', { outboundRoutes: [route({ strip: 4 })] }, []],
  ] as const)('are told at %s: %o beside %j', (field, change, extensions) => {
    const clashes = clashesOf({ ...plan, ...change } as DialPlan, extensions);
    expect(clashes.map((clash) => clash.field)).toContain(field);
  });

  it('are none in a usual plan', () => {
    const outboundRoutes = [
      route({}),
      route({ prefix: '00' }),
      route({ lengthMin: 21, lengthMax: 25 }),
      route({ prefix: '' }),
    ];
    expect(clashesOf({ ...plan, outboundRoutes }, ['101', '7001', '1120'])).toEqual([]);
  });

  it('are just those that could not be reached: what is hidden is read as something else', () => {
    for (const extension of ['112', '933', '101', '1121']) {
      const { is } = readNumber(plan, extension, () => true);
      expect(whyHidden(extension, plan) === undefined).toBe(is === 'extension');
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { OutboundRoute } from '#db/schema/index.ts';
import { type DialPlan, explainNumber, mayCallLoggedOut, readNumber } from '#server/hotdesk/dial-plan.ts';

const route = (prefix: string, more: Partial<OutboundRoute> = {}): OutboundRoute => ({
  ...{ prefix, lengthMin: 3, lengthMax: 20, strip: prefix.length, prepend: '', gatewayIds: [`by ${prefix}`] },
  ...more,
});

const plan: DialPlan = {
  ...{ logInCode: '*70', logOutCode: '*71' },
  ...{ emergencyNumbers: ['112', '911'], emergencyTestNumber: '933' },
  outboundRoutes: [route('9'), route('900', { prepend: '+44' }), route('+', { strip: 0 })],
};

const isExtension = (number: string): boolean => ['101', '8001', '9555'].includes(number);
const read = (dialled: string, own: DialPlan = plan) => readNumber(own, dialled, isExtension);

describe('a dialled number', () => {
  it.each([
    ['*70101', { is: 'log-in', extension: '101' }],
    ['*70', { is: 'log-in', extension: null }],
    ['*70101#', { is: 'log-in', extension: '101' }],
    ['*71', { is: 'log-out' }],
    ['101', { is: 'extension', extension: '101' }],
    ['112', { is: 'emergency', number: '112' }],
    ['933', { is: 'emergency-test' }],
    ['urn:service:sos', { is: 'emergency', number: '112' }],
    ['urn:service:sos.fire', { is: 'emergency', number: '112' }],
    ['urn:service:sosa', { is: 'none' }],
    ['urn:service:counseling', { is: 'none' }],
    ['9112', { is: 'emergency', number: '112' }],
    ['9911', { is: 'emergency', number: '911' }],
    ['90301234', { is: 'outside', number: '0301234', gatewayIds: ['by 9'] }],
    ['900301234', { is: 'outside', number: '+44301234', gatewayIds: ['by 900'] }],
    ['+4930123', { is: 'outside', number: '+4930123', gatewayIds: ['by +'] }],
    ['9555', { is: 'extension', extension: '9555' }],
    ['777', { is: 'extension', extension: '777' }],
    ['*70abc', { is: 'none' }],
    ['*72', { is: 'none' }],
    ['alice', { is: 'none' }],
    ['', { is: 'none' }],
    ['12345678901', { is: 'none' }],
    ['9"; drop', { is: 'none' }],
  ])('%s', (dialled, reading) => {
    expect(read(dialled)).toEqual(reading);
  });

  it('follows the codes of the tenant, also when one begins like the other', () => {
    const own = { ...plan, logInCode: '*7', logOutCode: '*79' };
    expect(read('*79', own)).toEqual({ is: 'log-out' });
    expect(read('*7101', own)).toEqual({ is: 'log-in', extension: '101' });
  });

  it('is for help before everything else, whatever the plan says', () => {
    const own = { ...plan, logInCode: '112', emergencyTestNumber: '112', outboundRoutes: [route('1')] };
    expect(readNumber(own, '112', () => true)).toEqual({ is: 'emergency', number: '112' });
  });

  it('of the service sos is help by the first emergency number, or by 112 where there is none', () => {
    const sos = (...emergencyNumbers: string[]) => read('urn:service:sos', { ...plan, emergencyNumbers });
    expect(sos('911', '112')).toEqual({ is: 'emergency', number: '911' });
    expect(sos()).toEqual({ is: 'emergency', number: '112' });
  });

  it('is explained by every rule that was asked, up to the one that decided', () => {
    const { reading, asked } = explainNumber(plan, '90301234', isExtension);
    expect(reading).toEqual(read('90301234'));
    expect(asked.at(-1)).toEqual({ rule: 'outbound-route', fits: true });
    expect(asked.slice(0, -1).every(({ fits }) => !fits)).toBe(true);
    expect(explainNumber(plan, 'alice', isExtension).asked.some(({ fits }) => fits)).toBe(false);
  });
});

describe('a phone at which nobody is logged in', () => {
  const may = (allow: 'emergency' | 'internal' | 'listed', dialled: string): boolean =>
    mayCallLoggedOut({ loggedOutCalls: { allow, numbers: ['8001', '90301234'] } }, dialled, read(dialled));

  it.each([
    ['emergency', ['112', '933', '*70101', '*71'], ['101', '8001', '90301234', 'x']],
    ['internal', ['112', '101', '8001', '90301234'], ['9030', '*72']],
    ['listed', ['112', '8001', '90301234'], ['101', '9030']],
  ] as const)('may call by the policy %s: %j, and not %j', (allow, allowed, refused) => {
    expect(allowed.map((dialled) => may(allow, dialled))).toEqual(allowed.map(() => true));
    expect(refused.map((dialled) => may(allow, dialled))).toEqual(refused.map(() => false));
  });
});

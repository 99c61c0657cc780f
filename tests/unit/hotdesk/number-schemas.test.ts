import { describe, expect, it } from 'vitest';
import { dialPlanInput } from '#server/hotdesk/number-schemas.ts';

const plan = {
  ...{ logInCode: '*70', logOutCode: '*71', outboundRoutes: [], inboundNumbers: [] },
  loggedOutCalls: { allow: 'emergency', numbers: [] },
};

describe('the codes that log in and out', () => {
  it.each(['*70', '**70', '70', '*1234'])('may be %s', (code) => {
    expect(dialPlanInput.safeParse({ ...plan, logInCode: code }).success).toBe(true);
  });

  it.each(['#70', '*#70', '##70', '*70#'])(
    'may not be %s: to phones # means that the number is whole',
    (code) => {
      for (const name of ['logInCode', 'logOutCode'])
        expect(dialPlanInput.safeParse({ ...plan, [name]: code }).success).toBe(false);
    },
  );
});

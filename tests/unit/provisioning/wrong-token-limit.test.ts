import { expect, it } from 'vitest';
import { WrongTokenLimit } from '#server/provisioning/wrong-token-limit.ts';

it('a source may try so many wrong tokens a minute, and others are not held up by it', () => {
  const limit = new WrongTokenLimit(3);
  const tries = [0, 1, 2, 3].map((second) => limit.isTooMany('10.0.0.5', second * 1_000));
  expect(tries).toEqual([false, false, false, true]);
  expect(limit.isTooMany('10.0.0.6', 4_000)).toBe(false);
  expect(limit.isTooMany('10.0.0.5', 60_000)).toBe(false);
});

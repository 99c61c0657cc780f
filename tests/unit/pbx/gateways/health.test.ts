import { describe, expect, it } from 'vitest';
import { isSignOfLife, stepHealth, unknownSince } from '#server/pbx/gateways/health.ts';

const ledTo = (answers: readonly boolean[]) =>
  answers.reduce((health, isAnswered, i) => stepHealth(health, isAnswered, i + 1), unknownSince(0));
const [yes, no] = [true, false];

describe('whether a gateway answers', () => {
  it.each([
    { answers: [], at: 'unknown', sinceMs: 0 },
    { answers: [yes], at: 'up', sinceMs: 1 },
    { answers: [no, no], at: 'unknown', sinceMs: 0 },
    { answers: [no, no, no], at: 'down', sinceMs: 3 },
    { answers: [yes, no, no, yes, no, no], at: 'up', sinceMs: 1 },
    { answers: [yes, no, no, no, no], at: 'down', sinceMs: 4 },
    { answers: [no, no, no, yes], at: 'up', sinceMs: 4 },
  ])('is $at after $answers', ({ answers, at, sinceMs }) => {
    expect(ledTo(answers)).toMatchObject({ at, sinceMs });
  });

  it.each([200, 401, 404, 405, 483, 500])('is seen by %i', (status) =>
    expect(isSignOfLife(status)).toBe(true),
  );
  it.each([408, 503])('is not seen by %i', (status) => expect(isSignOfLife(status)).toBe(false));
});

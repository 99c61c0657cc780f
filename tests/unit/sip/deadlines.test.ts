import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deadlines } from '#server/sip/deadlines.ts';

const DELAYS = [200, 500, 4_000, 32_000];

/** What is put off when, and by how much; undefined = at a time that is nobody else's delay. */
const happening = fc.record({
  afterMs: fc.nat(3_000),
  delayMs: fc.option(fc.constantFrom(...DELAYS), { nil: undefined }),
  ofItsOwnMs: fc.nat(50_000),
});

describe('deadlines', () => {
  it('come due at their time and in order, whatever they were put off by', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 200 }), (happenings) => {
        const deadlines = new Deadlines();
        const [wanted, due]: [number[], number[]] = [[], []];
        let nowMs = 0;
        const pass = (toMs: number): void => {
          for (let next = deadlines.nextMs(); next !== undefined && next <= toMs; next = deadlines.nextMs()) {
            deadlines.takeDue(next)?.due(next);
          }
          nowMs = toMs;
        };
        for (const { afterMs, delayMs, ofItsOwnMs } of happenings) {
          pass(nowMs + afterMs);
          const atMs = nowMs + (delayMs ?? ofItsOwnMs);
          const deadline = { atMs, due: (dueMs: number) => void due.push(dueMs) };
          if (delayMs === undefined) deadlines.add(deadline);
          else deadlines.addAfter(delayMs, deadline);
          wanted.push(atMs);
        }
        pass(Number.MAX_SAFE_INTEGER);
        expect(due).toEqual(wanted.sort((a, b) => a - b));
        expect(deadlines.nextMs()).toBeUndefined();
      }),
    );
  });

  it('come due once each where tens of thousands wait', () => {
    const deadlines = new Deadlines();
    const due: number[] = [];
    for (let index = 0; index < 50_000; index += 1) {
      deadlines.addAfter(1_000, { atMs: index + 1_000, due: (nowMs) => void due.push(nowMs) });
      for (let next = deadlines.takeDue(index); next !== undefined; next = deadlines.takeDue(index))
        next.due(index);
    }
    expect(due).toEqual(Array.from({ length: 49_000 }, (_, index) => index + 1_000));
  });
});

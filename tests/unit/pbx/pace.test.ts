import { beforeEach, describe, expect, it } from 'vitest';
import { Pace } from '#server/pbx/pace.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeScheduler } from '../../fakes/fake-scheduler.ts';

describe('a crowd that is let through in turn', () => {
  let clock: FakeClock;
  let scheduler: FakeScheduler;
  let pace: Pace;
  let done: string[];

  beforeEach(() => {
    clock = new FakeClock();
    scheduler = new FakeScheduler();
    pace = new Pace({ burst: 2, perSecond: 10, underWay: 6, stayMs: 5_000 }, { clock, scheduler });
    done = [];
  });

  const come = (name: string, { isUrgent = false } = {}): void =>
    pace.turn(name, { work: () => done.push(name), isUrgent });

  const pass = (ms: number): void => {
    clock.advance(ms);
    scheduler.run(ms);
  };

  it('goes at once while it is small', () => {
    come('a');
    come('b');
    expect(done).toEqual(['a', 'b']);
  });

  it('goes one after the other when it is large, at the rate that was set', () => {
    for (const name of 'abcdef') come(name);
    expect(done).toEqual(['a', 'b']);
    pass(100);
    expect(done).toEqual(['a', 'b', 'c']);
    pass(200);
    expect(done.join('')).toBe('abcde');
    expect(pace.isWaiting('f')).toBe(true);
    pass(100);
    expect(done.join('')).toBe('abcdef');
  });

  it('lets those go first for whom somebody waits', () => {
    for (const name of 'abcd') come(name);
    come('person', { isUrgent: true });
    pass(100);
    expect(done).toEqual(['a', 'b', 'person']);
  });

  it('keeps the place of who comes twice, and does the newest work once', () => {
    for (const name of 'abcd') come(name);
    come('c');
    pass(1_000);
    expect(done.join('')).toBe('abcd');
  });

  it('goes no faster than it gets done, and goes on at once when one is over', () => {
    for (const name of 'abcdefghij') come(name);
    for (let nth = 0; nth < 20; nth += 1) pass(100);
    expect(done.join('')).toBe('abcdef');
    pace.isOver('b');
    expect(done.join('')).toBe('abcdefg');
    pace.isOver('b');
    pace.isOver('x');
    expect(done.join('')).toBe('abcdefg');
  });

  it('does not wait for ever for one that never says that it is over', () => {
    for (const name of 'abcdefghij') come(name);
    for (let nth = 0; nth < 8; nth += 1) pass(1_000);
    expect(done.join('')).toBe('abcdefghij');
  });

  it('may be large again only after a quiet time', () => {
    come('a');
    come('b');
    clock.advance(100);
    come('c');
    come('d');
    expect(done.join('')).toBe('abc');
  });

  it('goes nowhere once it is stopped', () => {
    for (const name of 'abc') come(name);
    pace.stop();
    pass(1_000);
    expect(done.join('')).toBe('ab');
  });
});

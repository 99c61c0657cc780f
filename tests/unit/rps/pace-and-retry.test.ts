import { describe, expect, test } from 'vitest';
import { nextNight } from '#server/rps/next-night.ts';
import { createPace } from '#server/rps/pace.ts';
import { afterFailure } from '#server/rps/retry.ts';
import { rpsError } from '#server/rps/rps-error.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeScheduler } from '../../fakes/fake-scheduler.ts';

const random = (byte: number) => ({ bytes: (count: number) => new Uint8Array(count).fill(byte) });
const calm = random(0);

describe('the pace of calls', () => {
  function pacing(callsPerMinute: number) {
    const clock = new FakeClock();
    const scheduler = new FakeScheduler();
    const pace = createPace({ callsPerMinute, clock, scheduler });
    let made = 0;
    const want = async () => {
      await pace();
      made += 1;
    };
    return { clock, scheduler, want, made: () => made };
  }

  test('a few go at once, the others one after the other', async () => {
    const { scheduler, want, made } = pacing(30);
    for (let nth = 0; nth < 20; nth += 1) void want();
    await Promise.resolve();
    const atOnce = made();
    expect(atOnce).toBeGreaterThan(5);
    expect(atOnce).toBeLessThan(20);
    scheduler.run(2_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made()).toBe(atOnce + 1);
    scheduler.run(8_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made()).toBe(atOnce + 4);
  });

  test('whoever has been quiet has only the few to their credit, not the hours', async () => {
    const { clock, want, made } = pacing(30);
    clock.advance(24 * 3_600_000);
    for (let nth = 0; nth < 100; nth += 1) void want();
    await Promise.resolve();
    expect(made()).toBeLessThan(20);
  });
});

describe('after a failure', () => {
  const first = { attempts: 1, wasRefused: false };

  test('it is tried again later and later, an hour at the most', () => {
    const waits = [1, 2, 3, 20].map(
      (attempts) => afterFailure(rpsError('bad_response'), { ...first, attempts }, calm).retryInMs,
    );
    expect(waits).toEqual([5_000, 10_000, 20_000, 3_600_000]);
  });

  test('those that failed together do not come back together', () => {
    const waits = [0, 100, 255].map(
      (byte) =>
        afterFailure(rpsError('bad_response'), { ...first, attempts: 5 }, random(byte)).retryInMs ?? 0,
    );
    expect(new Set(waits).size).toBe(3);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(40_000);
  });

  test('what only people can mend is not tried again', () => {
    for (const code of ['invalid_mac', 'serial_required', 'forbidden_for_account', 'unsupported'] as const)
      expect(afterFailure(rpsError(code), first, calm)).toEqual({
        ...{ state: 'failed', retryInMs: null, account: 'goes-on' },
      });
    for (const code of ['owned_by_other', 'already_exists'] as const)
      expect(afterFailure(rpsError(code), first, calm)).toMatchObject({ state: 'conflict', retryInMs: null });
  });

  test('a service that wants to be left alone is, as long as it says', () => {
    const error = { code: 'rate_limited', retryAfterMs: 90_000 } as const;
    expect(afterFailure(error, first, calm)).toEqual({
      ...{ state: 'pending', retryInMs: 90_000, account: { pauseMs: 90_000 } },
    });
  });

  test('an account that is refused twice running is not tried with anything else', () => {
    expect(afterFailure(rpsError('auth_failed'), first, calm)).toMatchObject({ state: 'pending' });
    const second = { attempts: 1, wasRefused: true };
    expect(afterFailure(rpsError('auth_failed'), second, calm)).toMatchObject({ account: 'refused' });
  });
});

describe('the coming night', () => {
  test.each([0, 4, 12, 23])('is between 1 and 5 o’clock of the next day, asked at %i o’clock', (hour) => {
    const asked = new Date(2026, 2, 28, hour, 30);
    for (const byte of [0, 128, 255]) {
      const at = nextNight(asked.getTime(), random(byte));
      expect([at.getMonth(), at.getDate()]).toEqual([2, 29]);
      expect(at.getHours()).toBeGreaterThanOrEqual(1);
      expect(at.getHours()).toBeLessThanOrEqual(5);
    }
  });

  test('is not the same moment for all', () => {
    const moments = [1, 2, 3].map((byte) => nextNight(0, random(byte)).getTime());
    expect(new Set(moments).size).toBe(3);
  });
});

import { describe, expect, it } from 'vitest';
import { StrangerWatch } from '#server/provisioning/stranger-watch.ts';

const MINUTE_MS = 60_000;
const macs = (count: number, from = 0) =>
  Array.from({ length: count }, (_, nth) => `001565${(from + nth).toString(16).padStart(6, '0')}`);

describe('a source whose requests open nothing', () => {
  it('is answered sixty times a minute, and then told to come later until the next', () => {
    const watch = new StrangerWatch();
    const noted = Array.from({ length: 61 }, () => watch.note('a', ['001565000001'], 0));
    expect(noted.slice(0, 60).every(({ isHeldUp, isNoted }) => isNoted && !isHeldUp)).toBe(true);
    expect(noted[60]).toMatchObject({ isHeldUp: true, isNoted: false, isScan: false });
    expect(watch.note('b', [], 0)).toMatchObject({ isHeldUp: false });
    expect(watch.note('a', [], MINUTE_MS)).toMatchObject({ isHeldUp: false, isNoted: true });
  });

  it('goes through MACs when it has named more than twenty in an hour', () => {
    const watch = new StrangerWatch();
    for (const mac of macs(20)) expect(watch.note('a', [mac], 0)).toMatchObject({ isScan: false });
    expect(watch.note('a', macs(20), 0)).toMatchObject({ isScan: false, began: undefined });
    const found = watch.note('a', ['001565ffffff'], 1_000);
    expect(found).toMatchObject({ isHeldUp: true, isScan: true, began: { untilMs: 1_000 + MINUTE_MS } });
    expect(found.began?.macs).toHaveLength(21);
    expect(watch.note('a', ['001565fffffe'], 2_000)).toMatchObject({ isScan: true, began: undefined });
    expect(watch.note('b', ['001565fffffe'], 2_000)).toMatchObject({ isHeldUp: false });
  });

  it('is held up twice as long when it goes on', () => {
    const watch = new StrangerWatch();
    watch.note('a', macs(21), 0);
    expect(watch.note('a', macs(21, 100), MINUTE_MS).began?.untilMs).toBe(3 * MINUTE_MS);
  });

  it('does not go through MACs where an office’s twenty phones have a wrong address all day', () => {
    const watch = new StrangerWatch();
    const began = Array.from({ length: 24 * 60 }, (_, minute) =>
      watch.note('a', macs(20), minute * MINUTE_MS),
    ).filter(({ isScan }) => isScan);
    expect(began).toEqual([]);
  });

  it('is one of so many, the one that came first is forgotten', () => {
    const watch = new StrangerWatch();
    watch.note('first', macs(20), 0);
    for (let nth = 0; nth < 10_000; nth += 1) watch.note(`${nth}`, [], 0);
    expect(watch.note('first', macs(20, 100), 0)).toMatchObject({ isScan: false });
  });
});

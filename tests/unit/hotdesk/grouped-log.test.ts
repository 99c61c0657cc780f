import { describe, expect, it } from 'vitest';
import { GATHER_MS, GROUP_MAX, GroupedLog, WAITING_MAX } from '#server/hotdesk/grouped-log.ts';
import { silentLog } from '#server/ports/log.ts';
import { FakeScheduler } from '../../fakes/fake-scheduler.ts';

function openLog() {
  const scheduler = new FakeScheduler();
  const groups: number[][] = [];
  const warnings: object[] = [];
  const failing = { is: false };
  let release: () => void = () => {};
  const hold = { is: false };
  const log = new GroupedLog<number>({
    async write(rows) {
      groups.push([...rows]);
      if (hold.is) await new Promise<void>((resolve) => (release = resolve));
      if (failing.is) throw new Error('the database is away');
    },
    scheduler,
    log: { ...silentLog, warn: (_, fields) => void warnings.push(fields ?? {}) },
  });
  const turn = async () => {
    scheduler.run(GATHER_MS);
    await Promise.resolve().then(() => new Promise((resolve) => setImmediate(resolve)));
  };
  return { log, groups, warnings, failing, hold, turn, release: () => release() };
}

describe('a log written in groups', () => {
  it('writes together what came within a moment, in its order', async () => {
    const { log, groups, turn } = openLog();
    for (const row of [1, 2, 3]) log.add(row);
    expect(groups).toEqual([]);
    await turn();
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('has one group written at a time, and what comes meanwhile goes with the next', async () => {
    const { log, groups, hold, turn, release } = openLog();
    hold.is = true;
    log.add(1);
    await turn();
    log.add(2);
    await turn();
    expect(groups).toEqual([[1]]);
    release();
    await turn();
    await turn();
    expect(groups).toEqual([[1], [2]]);
  });

  it('keeps no more than so much, drops what comes then, and says how much', async () => {
    const { log, groups, warnings, turn } = openLog();
    for (let row = 0; row < WAITING_MAX + 7; row += 1) log.add(row);
    await turn();
    expect(groups[0]).toHaveLength(GROUP_MAX);
    expect(warnings).toEqual([{ dropped: 7 }]);
  });

  it('goes on after a group that could not be written', async () => {
    const { log, groups, warnings, failing, turn } = openLog();
    failing.is = true;
    log.add(1);
    await turn();
    expect(warnings).toEqual([{ lost: 1, error: 'Error: the database is away' }]);
    failing.is = false;
    log.add(2);
    await turn();
    expect(groups.at(-1)).toEqual([2]);
  });

  it('writes everything at once when it is to end', async () => {
    const { log, groups } = openLog();
    for (let row = 0; row < 2 * GROUP_MAX + 1; row += 1) log.add(row);
    await log.flush();
    expect(groups.map((group) => group.length)).toEqual([GROUP_MAX, GROUP_MAX, 1]);
  });
});

import { describe, expect, it } from 'vitest';
import { readOptions } from '#server/sim/options.ts';

describe('the command line of the simulated phones', () => {
  it('may be empty: three phones that ask by multicast', () => {
    expect(readOptions([])).toEqual({
      ok: true,
      value: {
        count: 3,
        make: 'yealink',
        mac: 0x001565a00001,
        server: { address: '224.0.1.75', port: 5_060 },
        http: 3_100,
        rtp: { min: 30_000, max: 31_999 },
      },
    });
    expect(readOptions(['--help'])).toEqual({ ok: true, value: 'help' });
  });

  it.each([
    [['--count', 'many'], '--count: '],
    [['--count', '0'], '--count: '],
    [['--mac', '001565'], '--mac: '],
    [['--mac', 'ffffffffffff'], '--mac: '],
    [['--server', '192.0.2.1:70000'], '--server: '],
    [['--address', 'lo'], '--address: '],
    [['--http', 'x'], '--http: '],
    [['--rtp', '5-3'], '--rtp: '],
    [['--nonsense'], 'Unknown option'],
  ])('%j is one line that names the option', (args, line) => {
    const read = readOptions(args);
    expect(read.ok).toBe(false);
    expect(read.ok ? [] : read.error).toEqual([expect.stringContaining(line)]);
  });
});

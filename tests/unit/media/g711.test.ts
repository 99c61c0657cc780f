import { describe, expect, it } from 'vitest';
import { decodeG711, encodeG711, silence } from '#server/media/g711.ts';

const every = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
const codes = Uint8Array.from({ length: 256 }, (_, code) => code);

describe('G.711', () => {
  it('µ-law has the values of the recommendation', () => {
    const samples = Int16Array.of(0, -1, 32_767, -32_768, 1_000, -1_000);
    expect([...encodeG711(samples, 'PCMU')]).toEqual([0xff, 0x7f, 0x80, 0x00, 0xce, 0x4e]);
    expect([...decodeG711(Uint8Array.of(0xff, 0x80, 0x00, 0xce), 'PCMU')]).toEqual([0, 32_124, -32_124, 988]);
  });

  it('A-law has the values of the recommendation', () => {
    expect([...decodeG711(Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a), 'PCMA')]).toEqual([8, -8, 32_256, -32_256]);
    expect([...encodeG711(Int16Array.of(8, -8, 32_767, -32_768), 'PCMA')]).toEqual([0xd5, 0x55, 0xaa, 0x2a]);
  });

  it.each(['PCMU', 'PCMA'] as const)('%s: what was decoded is encoded to the same sound again', (law) => {
    const samples = decodeG711(codes, law);
    expect([...decodeG711(encodeG711(samples, law), law)]).toEqual([...samples]);
  });

  it.each(['PCMU', 'PCMA'] as const)(
    '%s: no sample is off by more than a sixteenth and the smallest step',
    (law) => {
      const back = decodeG711(encodeG711(every, law), law);
      const worst = every.findIndex(
        (sample, i) =>
          Math.abs(sample - (back[i] ?? 0)) > Math.abs(sample) / 16 + 16 && Math.abs(sample) < 32_000,
      );
      expect(worst).toBe(-1);
    },
  );

  it.each(['PCMU', 'PCMA'] as const)('%s: silence is silent', (law) => {
    expect(Math.abs(decodeG711(Uint8Array.of(silence[law]), law)[0] ?? 1e9)).toBeLessThanOrEqual(8);
  });
});

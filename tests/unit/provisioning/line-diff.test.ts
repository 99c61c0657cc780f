import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from '#server/provisioning/line-diff.ts';

const shown = (before: string[], after: string[]) =>
  diffLines(before.join('\n'), after.join('\n')).map(
    ({ is, text }) => `${{ same: ' ', added: '+', removed: '-', gap: '…' }[is]}${text}`,
  );

describe('what changed between two files', () => {
  it('is shown with two lines around it', () => {
    expect(shown(['1', '2', '3', '4', '5', '6', '7'], ['1', '2', '3', 'x', '5', '6', '7', '8'])).toEqual([
      '…',
      ...[' 2', ' 3', '-4', '+x', ' 5', ' 6', ' 7', '+8'],
    ]);
  });

  it('is a gap where nothing changed', () => {
    expect(shown(['1', '2'], ['1', '2'])).toEqual(['…']);
  });

  it('is all of the lines of both, once each, where they are short', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = shown(before, after);
        fc.pre(!diff.includes('…'));
        const side = (sign: string) =>
          diff.filter((line) => line.startsWith(' ') || line.startsWith(sign)).map((line) => line.slice(1));
        expect([side('-'), side('+')]).toEqual([before, after]);
      }),
    );
  });
});

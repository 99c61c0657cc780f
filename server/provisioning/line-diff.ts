/** One line of a comparison; `gap` stands for lines that both have and nobody needs to see. */
export type DiffLine = { is: 'same' | 'added' | 'removed' | 'gap'; text: string };

/** Lines of what both have that are shown around a change. */
const AROUND = 2;

/** What changed between two texts, line by line, with what stands around it. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, fresh.length) - head;
  while (tail < most && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  const same = (text: string): DiffLine => ({ is: 'same', text });
  return withoutLongRuns([
    ...old.slice(0, head).map(same),
    ...between(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)),
    ...old.slice(old.length - tail).map(same),
  ]);
}

/** By the longest common subsequence: files have some hundred lines. */
function between(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  const common = commonLengths(old, fresh);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [was, is] = [old[i], fresh[j]];
    if (was !== undefined && was === is) {
      lines.push({ is: 'same', text: was });
      i += 1;
      j += 1;
    } else if (was !== undefined && (is === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ is: 'removed', text: was });
      i += 1;
    } else {
      lines.push({ is: 'added', text: is ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** How many lines the rests of both from a place on have in common. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const length =
        old[i] === fresh[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
      rows[i]?.fill(length, j, j + 1);
    }
  return rows;
}

const at = (rows: readonly Uint32Array[], i: number, j: number): number => rows[i]?.[j] ?? 0;

function withoutLongRuns(lines: readonly DiffLine[]): DiffLine[] {
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ is }) => is !== 'same');
  const shown = lines.map((line, index): DiffLine => (isNear(index) ? line : { is: 'gap', text: '' }));
  return shown.filter(({ is }, index) => is !== 'gap' || shown[index - 1]?.is !== 'gap');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitKeys, type PhoneKey, toPages } from '#server/provisioning/keys.ts';

const key = (label: string, page?: number): PhoneKey => ({
  does: 'speed-dial',
  dials: '1',
  label,
  ...(page === undefined ? {} : { page }),
});
const labels = (keys: readonly (PhoneKey | undefined)[]) => keys.map((one) => one?.label);

describe('keys on a phone', () => {
  it('take the places in their order, and what finds none is left out', () => {
    const { placed, leftOut } = fitKeys([key('a'), key('b'), key('c')], { keys: 2, keysPerPage: 2 });
    expect([labels(placed), labels(leftOut)]).toEqual([['a', 'b'], ['c']]);
  });

  it('stand on the page that was wished, and elsewhere when that is full or is not there', () => {
    const wanted = [key('a'), key('b', 2), key('c', 2), key('d', 2), key('e', 9)];
    const { placed } = fitKeys(wanted, { keys: 6, keysPerPage: 2 });
    expect(labels(placed)).toEqual(['a', 'd', 'b', 'c', 'e', undefined]);
  });

  it('stand beside the display first, and the pages begin behind those', () => {
    const layout = { keys: 8, sideKeys: 2, keysPerPage: 3 };
    const { placed } = fitKeys([key('a'), key('b'), key('c', 2), key('d')], layout);
    const { side, pages } = toPages(labels(placed), layout);
    expect(side).toEqual(['a', 'b']);
    expect(pages).toEqual([
      ['d', undefined, undefined],
      ['c', undefined, undefined],
    ]);
  });

  it('are on pages that end where the keys do, and on none where there are none', () => {
    expect(toPages([1, 2, 3], { keys: 3, keysPerPage: 2 }).pages).toEqual([[1, 2], [3]]);
    expect(toPages([], { keys: 0, keysPerPage: 0 }).pages).toEqual([]);
  });

  it('are never lost and never twice, and the first is always there', () => {
    const anyKeys = fc.array(fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }), { minLength: 1 });
    fc.assert(
      fc.property(
        anyKeys,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (pages, keys, keysPerPage) => {
          const wanted = pages.map((page, at) => key(`${at}`, page));
          const { placed, leftOut } = fitKeys(wanted, { keys, keysPerPage });
          const all = [...placed.filter((one) => one !== undefined), ...leftOut];
          expect(new Set(all)).toEqual(new Set(wanted));
          expect(all).toHaveLength(wanted.length);
          expect(placed).toContain(wanted[0]);
        },
      ),
    );
  });
});

import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  labelFonts,
  namesBeyondPdf,
  printable,
} from '../../../app/admin/advanced-services/hot-desking/label/label-fonts.ts';
import { labelsPdf } from '../../../app/admin/advanced-services/hot-desking/label/labels-pdf.ts';
import {
  boxOf,
  layouts,
  readSize,
} from '../../../app/admin/advanced-services/hot-desking/label/pdf-layout.ts';

const words = { instruction: 'Scan', steps: 'Key your extension and PIN.', dial: 'Or dial *10.' };
const label = { name: 'Window 3', qrUrl: 'https://perch.example.org/d/token' };
const fontFiles = await labelFonts();

/** The code points that a PDF says its glyphs stand for: what a reader can search and copy. */
function codePointsOf(pdf: Uint8Array): Set<string> {
  const file = Buffer.from(pdf);
  const found = new Set<string>();
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 1)) {
    const text = inflated(file.subarray(at + 'stream\n'.length));
    for (const [, hex = ''] of text.matchAll(/^<[0-9A-F]{4}> <([0-9A-F]{4})>$/gim))
      found.add(hex.toUpperCase());
  }
  return found;
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

const hexOf = (letter: string): string =>
  (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

describe('labels to print', () => {
  it('lie side by side within the page, without covering one another', () => {
    const layout = layouts.a4;
    const boxes = Array.from({ length: layout.columns * layout.rows }, (_, index) => boxOf(layout, index));
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(layout.page[0]);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.page[1]);
    }
    const covers = boxes.some((a, i) =>
      boxes.some(
        (b, j) =>
          i < j &&
          a.x < b.x + b.width - 0.01 &&
          b.x < a.x + a.width - 0.01 &&
          a.y < b.y + b.height - 0.01 &&
          b.y < a.y + a.height - 0.01,
      ),
    );
    expect(covers).toBe(false);
  });

  it.each(['Łukasz Żółć', 'Ελλάδα', 'Київ', 'Bürö “A”'])('carry every letter of %s', async (name) => {
    const pdf = await labelsPdf([{ ...label, name }], { size: 'a6', words, fontFiles });
    const present = codePointsOf(pdf);
    for (const letter of name.replaceAll(' ', '')) expect(present, letter).toContain(hexOf(letter));
  });

  it('print names of every script and any length, as many to a page as fit', async () => {
    const names = ['Łódź', '窓際 3', 'مكتب', '🪶 Nest', 'x'.repeat(60)];
    for (const size of ['a6', 'sticker', 'a4'] as const) {
      const labels = [...names.map((name) => ({ ...label, name })), label];
      const pdf = await labelsPdf(labels, { size, words, fontFiles });
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    }
  });

  it('show what the font lacks as a box, and say beforehand in which names', async () => {
    const names = ['Window 3', 'Łódź', '会議室 3', 'Ελλάδα'];
    expect(await namesBeyondPdf(names)).toEqual(['会議室 3']);
    expect(printable('会A\u0301', new Set([...'Á□'].map((letter) => letter.codePointAt(0) ?? 0)))).toBe('□Á');
    expect(printable('Å', new Set([...'A'].map((letter) => letter.codePointAt(0) ?? 0)))).toBe('A');
  });

  it('are cards where the size is not known', () => {
    expect(readSize('poster')).toBe('a6');
    expect(readSize(null)).toBe('a6');
    expect(readSize('sticker')).toBe('sticker');
  });
});

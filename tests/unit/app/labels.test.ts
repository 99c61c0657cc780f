import { inflateSync } from 'node:zlib';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';
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
import { fitText } from '../../../app/admin/advanced-services/hot-desking/label/pdf-text.ts';

const words = { instruction: 'Scan', steps: 'Key your extension and PIN.', dial: 'Or dial *10.' };
const label = { name: 'Window 3', qrUrl: 'https://perch.example.org/d/token' };
const fontFiles = await labelFonts();

/** Every stream of a PDF, as it was before it was packed. */
function streamsOf(pdf: Uint8Array): Buffer[] {
  const file = Buffer.from(pdf);
  const streams: Buffer[] = [];
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 1)) {
    const packed = file.subarray(at + 'stream\n'.length);
    // A stream that is not packed, or the end of one.
    if (packed[0] === 0x78) streams.push(inflateSync(packed));
  }
  return streams;
}

/** The numbers by which the letters of a text are drawn. */
const glyphsOf = (text: string): string =>
  fontkit
    .create(fontFiles.bold)
    .layout(text)
    .glyphs.map(({ id }) => id.toString(16).toUpperCase().padStart(4, '0'))
    .join('');

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

  it.each(['Łukasz Żółć', 'Ελλάδα', 'Київ', 'Bürö “A”'])('draw every letter of %s', async (name) => {
    const streams = streamsOf(await labelsPdf([{ ...label, name }], { size: 'a6', words, fontFiles }));
    expect(streams.some((stream) => stream.equals(fontFiles.bold))).toBe(true);
    expect(streams.map((stream) => stream.toString('latin1')).join()).toContain(`<${glyphsOf(name)}> Tj`);
    expect(await namesBeyondPdf([name])).toEqual([]);
  });

  it.each(['Window 3', 'The corner by the big window on the quiet side of the house', 'x'.repeat(60)])(
    'break nothing off that says what to do, however long the name: %s',
    async (text) => {
      const font = await (await PDFDocument.create()).embedFont(StandardFonts.HelveticaBold);
      const paragraph = (part: string, size: number) => ({ text: part, font, size, color: rgb(0, 0, 0) });
      const room = { width: 120, height: 60 };
      const lines = fitText([paragraph(text, 18), paragraph('Key your extension and PIN.', 8)], room);
      for (const line of lines) {
        expect(line.y).toBeLessThanOrEqual(room.height);
        expect(line.width).toBeLessThanOrEqual(room.width);
      }
      const said = lines.map((line) => line.text).join('');
      expect(said.replaceAll(' ', '')).toBe(`${text}Key your extension and PIN.`.replaceAll(' ', ''));
    },
  );

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

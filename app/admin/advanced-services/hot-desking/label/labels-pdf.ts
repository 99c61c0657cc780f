import { setImmediate as nextTurn } from 'node:timers/promises';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import QRCode from 'qrcode';
import { type FontFiles, printable } from './label-fonts.ts';
import { type Box, boxOf, type LabelSize, layouts } from './pdf-layout.ts';
import { fitText, type Paragraph } from './pdf-text.ts';

export type LabelText = { name: string; qrUrl: string };
type Words = { instruction: string; steps: string; dial: string | undefined };
type Face = { font: PDFFont; letters: ReadonlySet<number> };
type Fonts = { regular: Face; bold: Face };

const withLetters = (font: PDFFont): Face => ({ font, letters: new Set(font.getCharacterSet()) });

const ink = rgb(0.09, 0.13, 0.12);
const faint = rgb(0.34, 0.39, 0.37);
const line = rgb(0.8, 0.82, 0.8);

/** Labels as a PDF in one of the sizes, as many to a page as fit. */
export async function labelsPdf(
  labels: readonly LabelText[],
  { size, words, fontFiles }: { size: LabelSize; words: Words; fontFiles: FontFiles },
): Promise<Uint8Array> {
  const layout = layouts[size];
  const pdf = await PDFDocument.create();
  pdf.setTitle('Perch');
  pdf.registerFontkit(fontkit);
  // Whole: the subsets that this font engine makes lose glyphs.
  const fonts = {
    regular: withLetters(await pdf.embedFont(fontFiles.regular)),
    bold: withLetters(await pdf.embedFont(fontFiles.bold)),
  };
  const perPage = layout.columns * layout.rows;
  for (let first = 0; first < labels.length; first += perPage) {
    const page = pdf.addPage(layout.page);
    for (const [index, label] of labels.slice(first, first + perPage).entries()) {
      drawLabel(page, boxOf(layout, index), { label, words, fonts, isSheet: perPage > 1 });
      // Hundreds of labels take seconds, in a process that also answers phones.
      await nextTurn();
    }
  }
  return pdf.save();
}

type Content = { label: LabelText; words: Words; fonts: Fonts; isSheet: boolean };

function drawLabel(page: PDFPage, box: Box, { label, words, fonts, isSheet }: Content): void {
  if (isSheet) page.drawRectangle({ ...box, borderColor: line, borderWidth: 0.5 });
  const { qr, text, unit } = arrange(box);
  drawQr(page, label.qrUrl, qr);
  const { bold, regular } = fonts;
  drawText(page, text, [
    paragraph(label.name, bold, { size: unit * 1.25, color: ink }),
    paragraph(words.instruction, bold, { size: unit * 0.62, color: ink }),
    paragraph(words.steps, regular, { size: unit * 0.52, color: faint }),
    paragraph(words.dial ?? '', regular, { size: unit * 0.46, color: faint }),
  ]);
}

const paragraph = (
  text: string,
  { font, letters }: Face,
  look: Pick<Paragraph, 'size' | 'color'>,
): Paragraph => ({ text: printable(text, letters), font, ...look });

type Square = { x: number; y: number; size: number };
/** Text runs down from `top`. */
type Area = { x: number; top: number; height: number; width: number; isCentred: boolean };

/** The code above the words, or beside them where a label is wide. `unit` is what letters are measured by. */
function arrange(box: Box): { qr: Square; text: Area; unit: number } {
  const pad = Math.min(box.width, box.height) * 0.06;
  const middle = box.y + box.height / 2;
  if (box.width > box.height * 1.2) {
    const size = Math.min(box.height - 3 * pad, box.width * 0.44);
    const x = box.x + 2 * pad + size;
    const top = middle + size / 2;
    const width = box.x + box.width - pad - x;
    return {
      qr: { x: box.x + pad, y: middle - size / 2, size },
      text: { x, top, height: top - box.y - pad, width, isCentred: false },
      unit: box.height / 11,
    };
  }
  const size = Math.min(box.width - 2 * pad, box.height * 0.6);
  const y = box.y + box.height - pad - size;
  return {
    qr: { x: box.x + (box.width - size) / 2, y, size },
    text: {
      x: box.x + pad,
      top: y - pad / 2,
      height: y - pad / 2 - box.y - pad,
      width: box.width - 2 * pad,
      isCentred: true,
    },
    unit: Math.min(box.width, box.height) / 14,
  };
}

function drawText(page: PDFPage, area: Area, paragraphs: readonly Paragraph[]): void {
  for (const { text, font, size, color, y, width } of fitText(paragraphs, area)) {
    const indent = area.isCentred ? (area.width - width) / 2 : 0;
    page.drawText(text, { x: area.x + indent, y: area.top - y, size, font, color });
  }
}

function drawQr(page: PDFPage, text: string, at: Square): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const unit = at.size / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (const { column, length } of darkRuns(modules, row)) {
      const y = at.y + at.size - (row + 1) * unit;
      // A hair higher than a module: no white seams between rows.
      const run = { width: length * unit, height: unit * 1.02, color: ink };
      page.drawRectangle({ x: at.x + column * unit, y, ...run });
    }
  }
}

type Modules = { size: number; get(row: number, column: number): number };

/** The dark modules of a row, neighbours joined. */
function darkRuns(modules: Modules, row: number): readonly { column: number; length: number }[] {
  const runs: { column: number; length: number }[] = [];
  for (let column = 0; column < modules.size; column += 1) {
    if (!modules.get(row, column)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.column + last.length === column) last.length += 1;
    else runs.push({ column, length: 1 });
  }
  return runs;
}

import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import QRCode from 'qrcode';
import { type FontFiles, printable } from './label-fonts.ts';
import { type Box, boxOf, type LabelSize, layouts } from './pdf-layout.ts';

export type LabelText = { name: string; qrUrl: string };
type Words = { instruction: string; steps: string; dial: string | undefined };
type Fonts = { regular: PDFFont; bold: PDFFont };

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
  const fonts = {
    regular: await pdf.embedFont(fontFiles.regular, { subset: true }),
    bold: await pdf.embedFont(fontFiles.bold, { subset: true }),
  };
  const perPage = layout.columns * layout.rows;
  for (let first = 0; first < labels.length; first += perPage) {
    const page = pdf.addPage(layout.page);
    for (const [index, label] of labels.slice(first, first + perPage).entries()) {
      drawLabel(page, boxOf(layout, index), { label, words, fonts, isSheet: perPage > 1 });
    }
  }
  return pdf.save();
}

type Content = { label: LabelText; words: Words; fonts: Fonts; isSheet: boolean };

function drawLabel(page: PDFPage, box: Box, { label, words, fonts, isSheet }: Content): void {
  if (isSheet) page.drawRectangle({ ...box, borderColor: line, borderWidth: 0.5 });
  const { qr, text, unit } = arrange(box);
  drawQr(page, label.qrUrl, qr);
  drawLines(page, text, [
    { text: label.name, font: fonts.bold, size: unit * 1.25, color: ink },
    { text: words.instruction, font: fonts.bold, size: unit * 0.62, color: ink },
    { text: words.steps, font: fonts.regular, size: unit * 0.52, color: faint },
    { text: words.dial ?? '', font: fonts.regular, size: unit * 0.46, color: faint },
  ]);
}

type Square = { x: number; y: number; size: number };
type Area = { x: number; top: number; bottom: number; width: number; isCentred: boolean };

/** The code above the words, or beside them where a label is wide. `unit` is what letters are measured by. */
function arrange(box: Box): { qr: Square; text: Area; unit: number } {
  const pad = Math.min(box.width, box.height) * 0.06;
  const middle = box.y + box.height / 2;
  if (box.width > box.height * 1.2) {
    const size = Math.min(box.height - 3 * pad, box.width * 0.44);
    const x = box.x + 2 * pad + size;
    const width = box.x + box.width - pad - x;
    return {
      qr: { x: box.x + pad, y: middle - size / 2, size },
      text: { x, top: middle + size / 2, bottom: box.y + pad / 2, width, isCentred: false },
      unit: box.height / 11,
    };
  }
  const size = Math.min(box.width - 2 * pad, box.height * 0.6);
  const y = box.y + box.height - pad - size;
  return {
    qr: { x: box.x + (box.width - size) / 2, y, size },
    text: {
      x: box.x + pad,
      top: y - pad,
      bottom: box.y + pad / 2,
      width: box.width - 2 * pad,
      isCentred: true,
    },
    unit: Math.min(box.width, box.height) / 14,
  };
}

type Line = { text: string; font: PDFFont; size: number; color: ReturnType<typeof rgb> };

function drawLines(page: PDFPage, area: Area, lines: readonly Line[]): void {
  let y = area.top;
  for (const { font, color, ...given } of lines) {
    const text = printable(given.text, new Set(font.getCharacterSet()));
    const size = given.size * Math.min(1, area.width / widestWord(text, font, given.size));
    for (const part of wrap(text, { font, size, width: area.width })) {
      y -= size * 1.2;
      if (y < area.bottom) return;
      const room = area.width - font.widthOfTextAtSize(part, size);
      page.drawText(part, { x: area.x + (area.isCentred ? room / 2 : 0), y, size, font, color });
    }
    y -= size * 0.35;
  }
}

const widestWord = (text: string, font: PDFFont, size: number): number =>
  Math.max(...text.split(' ').map((word) => font.widthOfTextAtSize(word, size)), 1);

function drawQr(page: PDFPage, text: string, at: Square): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const unit = at.size / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      const y = at.y + at.size - (row + 1) * unit;
      // A hair wider than a module: no white seams between neighbours.
      page.drawRectangle({ x: at.x + column * unit, y, width: unit * 1.02, height: unit * 1.02, color: ink });
    }
  }
}

function wrap(
  text: string,
  { font, size, width }: { font: PDFFont; size: number; width: number },
): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = [lines.at(-1), word].filter(Boolean).join(' ');
    if (lines.length > 0 && font.widthOfTextAtSize(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

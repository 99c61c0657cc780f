import type { PDFFont, RGB } from 'pdf-lib';

export type Paragraph = { text: string; font: PDFFont; size: number; color: RGB };
/** A line of a paragraph; `y` is where it stands, below the top of the area. */
export type TextLine = Paragraph & { y: number; width: number };

type Room = { width: number; height: number };

const LEADING = 1.2;
const AFTER_PARAGRAPH = 0.35;
/** Smaller than this, a word that is too wide is rather broken. */
const BREAKS_WORDS_FROM = 0.45;
const STEP = 0.05;
const SCALE_MIN = 0.25;
const OTHERS_GIVE_WAY = 0.3;

/**
 * Paragraphs as large as they fit into a room: all of them, since a label that breaks off helps nobody. The first, a
 * name, gives way before the others, which are small already.
 */
export function fitText(paragraphs: readonly Paragraph[], room: Room): readonly TextLine[] {
  let lines: readonly TextLine[] = [];
  for (let scale = 1; scale >= SCALE_MIN; scale -= STEP) {
    const sizes = (index: number): number => (index === 0 ? scale : 1 - (1 - scale) * OTHERS_GIVE_WAY);
    const scaled = paragraphs.map((given, index) => ({ ...given, size: given.size * sizes(index) }));
    if (scale > BREAKS_WORDS_FROM && scaled.some((paragraph) => widestWord(paragraph) > room.width)) continue;
    lines = layOut(scaled, room.width);
    if ((lines.at(-1)?.y ?? 0) <= room.height) return lines;
  }
  return lines;
}

function layOut(paragraphs: readonly Paragraph[], width: number): readonly TextLine[] {
  let y = 0;
  return paragraphs.flatMap((paragraph) => {
    const lines = wrap(paragraph, width).map((text) => {
      y += paragraph.size * LEADING;
      return { ...paragraph, text, y, width: widthOf(paragraph, text) };
    });
    y += paragraph.size * AFTER_PARAGRAPH;
    return lines;
  });
}

/** Font → text → its width at size 1: every label says the same words, and measuring is the slow part. */
const widths = new WeakMap<PDFFont, Map<string, number>>();

function widthOf({ font, size }: Paragraph, text: string): number {
  const known = widths.get(font) ?? new Map<string, number>();
  widths.set(font, known);
  const width = known.get(text) ?? font.widthOfTextAtSize(text, 1);
  known.set(text, width);
  return width * size;
}

const widestWord = (paragraph: Paragraph): number =>
  Math.max(...paragraph.text.split(' ').map((word) => widthOf(paragraph, word)));

function wrap(paragraph: Paragraph, width: number): readonly string[] {
  const fits = (text: string): boolean => widthOf(paragraph, text) <= width;
  const lines: string[] = [];
  for (const word of paragraph.text.split(' ').flatMap((word) => breakWord(word, fits))) {
    const longer = [lines.at(-1), word].filter(Boolean).join(' ');
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function breakWord(word: string, fits: (text: string) => boolean): readonly string[] {
  if (fits(word)) return [word];
  const parts: string[] = [];
  for (const letter of word) {
    const longer = (parts.at(-1) ?? '') + letter;
    if (parts.length > 0 && fits(longer)) parts[parts.length - 1] = longer;
    else parts.push(letter);
  }
  return parts;
}

const MM = 72 / 25.4;
const mm = (millimetres: number): number => millimetres * MM;

export type LabelSize = 'a6' | 'sticker' | 'a4';

/** Where labels lie on a page; all lengths in points, the origin at the lower left. */
export type Layout = {
  page: [width: number, height: number];
  columns: number;
  rows: number;
  /** Between a page's edge and the first label. */
  margin: number;
};

export const layouts: Readonly<Record<LabelSize, Layout>> = {
  a6: { page: [mm(105), mm(148)], columns: 1, rows: 1, margin: mm(6) },
  sticker: { page: [mm(62), mm(62)], columns: 1, rows: 1, margin: mm(2.5) },
  a4: { page: [mm(210), mm(297)], columns: 2, rows: 4, margin: mm(10) },
};

export const readSize = (text: string | null): LabelSize =>
  text === 'sticker' || text === 'a4' ? text : 'a6';

export type Box = { x: number; y: number; width: number; height: number };

/** The place of the label with this number on its page, from the upper left, row by row. */
export function boxOf(layout: Layout, index: number): Box {
  const width = (layout.page[0] - 2 * layout.margin) / layout.columns;
  const height = (layout.page[1] - 2 * layout.margin) / layout.rows;
  const column = index % layout.columns;
  const row = Math.floor(index / layout.columns);
  return {
    x: layout.margin + column * width,
    y: layout.page[1] - layout.margin - (row + 1) * height,
    width,
    height,
  };
}

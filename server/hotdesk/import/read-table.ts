import { CsvError, parse } from 'csv-parse/sync';
import { HotdeskError, type RefusalReason } from '../errors.ts';

/** The columns of a table of desks, by the names that the API has for them, and what else people call them. */
const COLUMNS = {
  displayName: ['name', 'desk', 'deskname'],
  extension: ['ext', 'extensionnumber', 'hotdeskextension'],
  mac: ['macaddress'],
  vendor: ['maker', 'make', 'manufacturer', 'brand'],
  model: ['phonemodel'],
  serial: ['serialnumber', 'sn'],
  provisioning: ['provisioningmethod', 'method'],
  network: [],
  site: ['building'],
  floor: [],
  callerNumber: ['callerid'],
} as const;

export type Column = keyof typeof COLUMNS;

export const columns = Object.keys(COLUMNS) as readonly Column[];

const REQUIRED: readonly Column[] = ['displayName', 'extension', 'mac'];

export const LINES_MAX = 20_000;

export type TableLine = {
  /** As an editor counts: the names of the columns are the first. */
  line: number;
  /** What stands there; an empty cell says nothing. */
  values: Readonly<Partial<Record<Column, string>>>;
};

export type Table = {
  lines: readonly TableLine[];
  /** Columns that mean nothing here. */
  ignored: readonly string[];
};

/**
 * Reads a table of desks (RFC 4180, as spreadsheets save it): cells apart by commas, semicolons or tabs, as the first
 * line has them, which names the columns.
 *
 * @throws HotdeskError `invalid`: no table, one that is broken, a column that is missing or there twice, too many lines
 */
export function readTable(text: string): Table {
  const [head, ...rows] = readCells(text);
  if (head === undefined || rows.length === 0)
    throw refusal('no_table', '', 'There is no line in this table, or no names of columns above them.');
  if (rows.length > LINES_MAX)
    throw refusal('too_many_lines', String(LINES_MAX), `A table has at most ${LINES_MAX} lines.`);
  const named = head.record.map(columnNamed);
  requireColumns(named);
  const ignored = head.record.filter((name, index) => named[index] === undefined && name !== '');
  return { ignored, lines: rows.map((row) => toLine(row, named)) };
}

type Row = { record: string[]; info: { lines: number } };

function readCells(text: string): Row[] {
  try {
    return parse(text, {
      ...{ bom: true, trim: true, info: true, relax_column_count: true },
      ...{ skip_empty_lines: true, skip_records_with_empty_values: true },
      delimiter: delimiterOf(text),
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = String(error['lines'] ?? '');
    throw refusal('broken_table', line, `Line ${line} cannot be read: look at its quotation marks.`);
  }
}

/** Whatever the first line has most of. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string): number => head.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function columnNamed(name: string): Column | undefined {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  return columns.find(
    (column) => column.toLowerCase() === plain || COLUMNS[column].some((other) => other === plain),
  );
}

function requireColumns(named: readonly (Column | undefined)[]): void {
  const twice = columns.find((column) => named.indexOf(column) !== named.lastIndexOf(column));
  if (twice !== undefined) throw refusal('column_twice', twice, `The column ${twice} is there twice.`);
  const missing = REQUIRED.find((column) => !named.includes(column));
  if (missing !== undefined) throw refusal('column_missing', missing, `The table has no column ${missing}.`);
}

function toLine({ record, info }: Row, named: readonly (Column | undefined)[]): TableLine {
  const cells = named.flatMap((column, index) => {
    const text = unprotected(record[index] ?? '');
    return column === undefined || text === '' ? [] : [[column, text] as const];
  });
  return { line: info.lines, values: Object.fromEntries(cells) };
}

/** An apostrophe before what a spreadsheet would calculate, as `toCsv` puts it there. */
const unprotected = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '');

function refusal(code: RefusalReason['code'], about: string, message: string): HotdeskError {
  return new HotdeskError('invalid', message, {
    fields: { table: message },
    reasons: { table: { code, about } },
  });
}

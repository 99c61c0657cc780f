import { describe, expect, it } from 'vitest';
import { toCsv } from '#server/hotdesk/csv.ts';
import { isHotdeskError } from '#server/hotdesk/errors.ts';
import { columns, LINES_MAX, readTable } from '#server/hotdesk/import/read-table.ts';

const HEAD = 'displayName,extension,mac';

/** Why a table is refused. */
function refusalOf(text: string) {
  try {
    readTable(text);
  } catch (error) {
    if (isHotdeskError(error)) return error.reasons?.['table'];
    throw error;
  }
  throw new Error('the table was read');
}

describe('a table of desks', () => {
  it('is read as a spreadsheet saves it, in whatever country', () => {
    const desk = { displayName: 'Fenster 1, links', extension: '8001', mac: '80:5E:C0:00:00:01', floor: '3' };
    for (const text of [
      '\uFEFFdisplayName;extension;mac;floor\r\nFenster 1, links;8001;80:5E:C0:00:00:01;3\r\n',
      'displayName,extension,mac,floor\n"Fenster 1, links",8001,80:5E:C0:00:00:01,3',
      'Display name\tExtension\tMAC address\tFloor\nFenster 1, links\t8001\t80:5E:C0:00:00:01\t3\n',
      'Floor, Mac-Address, EXT, Name\n3 , 80:5E:C0:00:00:01, 8001, "Fenster 1, links"\n',
    ])
      expect(readTable(text), text).toEqual({ ignored: [], lines: [{ line: 2, values: desk }] });
  });

  it('names its lines as an editor counts them, and leaves empty ones out', () => {
    const { lines } = readTable(`${HEAD}\nOne,8001,a\n\n,,\nTwo,8002,b\n`);
    expect(lines.map(({ line, values }) => [line, values.displayName])).toEqual([
      [2, 'One'],
      [5, 'Two'],
    ]);
  });

  it('has what is written out for people, as it was', () => {
    const values = { displayName: '=1+1', extension: '8001', mac: '805ec0000001', callerNumber: '+49301234' };
    const cells = columns.map((column) => ({ ...values })[column as keyof typeof values] ?? '');
    expect(readTable(toCsv([columns, cells])).lines).toEqual([{ line: 2, values }]);
  });

  it('may have columns of its own, which are told', () => {
    const { ignored, lines } = readTable(`${HEAD},Bought,Seriell\nOne,8001,a,2024,S1\n`);
    expect(ignored).toEqual(['Bought', 'Seriell']);
    expect(lines[0]?.values).toEqual({ displayName: 'One', extension: '8001', mac: 'a' });
  });

  it.each([
    ['is nothing', '', { code: 'no_table', about: '' }],
    ['has names only', `${HEAD}\n`, { code: 'no_table', about: '' }],
    ['lacks a column', 'name,mac\nOne,a\n', { code: 'column_missing', about: 'extension' }],
    [
      'has no names',
      'One,8001,805ec0000001\nTwo,8002,805ec0000002\n',
      { code: 'column_missing', about: 'displayName' },
    ],
    ['has a column twice', `${HEAD},MAC address\nOne,8001,a,b\n`, { code: 'column_twice', about: 'mac' }],
    [
      'has a quotation mark too many',
      `${HEAD}\nOne,8001,a\n"Two"",8002,b\n`,
      { code: 'broken_table', about: '3' },
    ],
    ['is a picture', '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', { code: 'column_missing', about: 'displayName' }],
  ])('is refused where it %s', (_why, text, reason) => {
    expect(refusalOf(text)).toEqual(reason);
  });

  it('has at most so many lines', () => {
    const lines = (count: number) => `${HEAD}\n${'One,8001,a\n'.repeat(count)}`;
    expect(readTable(lines(LINES_MAX)).lines).toHaveLength(LINES_MAX);
    expect(refusalOf(lines(LINES_MAX + 1))).toEqual({ code: 'too_many_lines', about: String(LINES_MAX) });
  });
});

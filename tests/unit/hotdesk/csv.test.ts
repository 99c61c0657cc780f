import { expect, test } from 'vitest';
import { toCsv } from '#server/hotdesk/csv.ts';

test('every cell stands in quotes, and every line ends', () => {
  expect(
    toCsv([
      ['a', 'b'],
      ['1', ''],
    ]),
  ).toBe('"a","b"\r\n"1",""\r\n');
});

test('quotes, commas and line ends in a cell stay in it, and other letters are what they are', () => {
  expect(toCsv([['Tür "2", links\nhinten']])).toBe('"Tür ""2"", links\nhinten"\r\n');
});

test.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =HYPERLINK("http://x")'])(
  '%j is not calculated by a spreadsheet',
  (text) => {
    expect(toCsv([[text]]).startsWith(`"'${text.slice(0, 2)}`)).toBe(true);
  },
);

test('a MAC keeps its zeros, a link is as it was', () => {
  const row = ['001565000011', 'https://phones.example/p/token/'];
  expect(toCsv([row])).toBe('"001565000011","https://phones.example/p/token/"\r\n');
});

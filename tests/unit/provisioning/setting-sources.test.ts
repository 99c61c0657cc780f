import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readerOf } from './read-settings.ts';

/** Makers whose page says of every setting where it is known from, and those of their files that name settings by name. */
const MAKES = [
  ['yealink', /\.cfg$/],
  ['fanvil', /\.cfg$/],
  ['snom', /\.xml$/],
  ['poly', /\.cfg$/],
  ['cisco', /\.xml$/],
  ['ale', /\.xml$/],
  ['auerswald', /\.xml$/],
  ['mitel', /\.cfg$/],
  ['panasonic', /\.cfg$/],
  ['linphone', /\.xml$/],
  // Its P phones read Snom's.
  ['gigaset', /^(?:maxwell|dect)-/],
  // Its other files say the same in P-values.
  ['grandstream', /^grp-.*\.xml$/],
] as const;

describe.each(MAKES)('the page of %s', (make, files) => {
  const folder = `tests/fixtures/provisioning/${make}`;
  const fixtures = readdirSync(folder).filter((name) => files.test(name));

  it('says where each setting is known from that stands in a reviewed file', () => {
    const patterns = sourcedNames(readFileSync(`docs/phones/${make}.md`, 'utf8'));
    const names = fixtures.flatMap((name) => [
      ...readerOf(make)(readFileSync(`${folder}/${name}`, 'utf8')).keys(),
    ]);
    const unsourced = [...new Set(names.map(oneForAll))].filter(
      (name) => !patterns.some((pattern) => pattern.test(name)),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(unsourced).toEqual([]);
  });
});

/** Accounts that are only emptied are all like the second. */
const oneForAll = (name: string): string =>
  name.replace(/(?<=^(?:account\.|voice_mail\.number\.|sip\/line))(?:[2-9]|\d\d)(?=\D|$)/, '2');

/** The names in the first cells of every table whose last column is `source`, where that cell says something. */
function sourcedNames(page: string): RegExp[] {
  const patterns: RegExp[] = [];
  let isSourced = false;
  for (const line of page.split('\n')) {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const [last = ''] = cells.slice(-1);
    if (cells.length === 0) isSourced = false;
    else if (last.trim() === 'source') isSourced = true;
    else if (isSourced && /\w/.test(last)) patterns.push(...namesIn(cells.slice(0, cells.length - 3)));
  }
  return patterns;
}

/** `account.1.…`, `N` for a number; `.port` or `_mode` ends like that and begins like the one before. */
function namesIn(cells: readonly string[]): RegExp[] {
  let before = '';
  return [...cells.join(' ').matchAll(/`([^`]+)`/g)].map(([, text = '']) => {
    const isShort = /^[._/]/.test(text);
    if (!isShort) before = /^[a-z0-9]+/i.exec(text)?.[0] ?? '';
    const spelled = text
      .replace(/[.[\]()*+?^$]/g, '\\$&')
      .replaceAll('…', '.*')
      .replace(/(?<![A-Z])N(?=[\\_/ ]|$)/g, '\\d+');
    return new RegExp(`^${isShort ? `${before}.*` : ''}${spelled}(?: \\d+(?: label)?)?$`);
  });
}

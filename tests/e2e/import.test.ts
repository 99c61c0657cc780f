import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';

const missing = whyMissing('chromium');
const HEAD = 'Name;Extension;MAC;Serial number;Bought';

const macOf = (number: number): string => `805ec0${number.toString(16).padStart(6, '0')}`;
const line = (number: number): string => `Platz ${number};${number};${macOf(number)};SN${number};2024`;
const numbers = (count: number, first = 8_000) => Array.from({ length: count }, (_, nth) => first + nth);

describe.skipIf(missing !== undefined)(`desks from a table, in the portal ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    perch = await startPerch({
      env: ownerEnv,
    });
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, wide));
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  async function choose(at: Page, lines: readonly string[], encoding: BufferEncoding = 'utf8') {
    const buffer = Buffer.from([HEAD, ...lines].join('\r\n'), encoding);
    await at
      .getByLabel('Table', { exact: true })
      .setInputFiles({ name: 'desks.csv', mimeType: 'text/csv', buffer });
    await at.getByRole('button', { name: 'Look it through' }).click();
  }

  const desks = async () =>
    ((await perch.api('GET', '/desks?limit=200')).body as { items: DeskView[] }).items;

  it('hands out a table to begin with, which it takes itself', async () => {
    await page.goto(`${perch.url}/admin/advanced-services/hot-desking`);
    await page.getByRole('link', { name: 'Import' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download an example' }).click(),
    ]);
    await page.getByLabel('Table', { exact: true }).setInputFiles(await download.path());
    await page.getByRole('button', { name: 'Look it through' }).click();
    await page.getByText('2 desks will be made').waitFor();
    await page.getByRole('button', { name: 'Choose another table' }).click();
    expect(await desks()).toEqual([]);
  });

  it('says what is wrong with a line, and changes nothing', async () => {
    await choose(page, [line(8000), 'Platz 9;9;80:5E:C0:1;;', line(8000)]);
    await page.getByText('2 lines cannot be as they are').first().waitFor();
    const told = await page.getByRole('row').allTextContents();
    expect(told.slice(1).map((text) => text.replace(/^(Line)?/, ''))).toEqual([
      expect.stringContaining('An extension has 2 to 10 digits.'),
      expect.stringContaining('A MAC address has 12 hex digits'),
      expect.stringContaining('Line 2 has it, too.'),
    ]);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Choose another table' }).click();
    expect(await desks()).toEqual([]);
  });

  it('says what is wrong with a table that is none', async () => {
    const buffer = Buffer.from('%PDF-1.7\n1 0 obj\n');
    await page
      .getByLabel('Table', { exact: true })
      .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Look it through' }).click();
    await page.getByText('The column displayName is missing.').waitFor();
  });

  it('makes the desks, and shows how far it is', async () => {
    await choose(page, numbers(120).map(line), 'latin1');
    await page.getByText('120 desks will be made').waitFor();
    await page.getByText('These columns are not used: Bought').waitFor();
    await page.getByRole('button', { name: 'Make 120 desks' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByText('120 desks have been made').waitFor();
    const made = await desks();
    expect(made.map(({ extension }) => Number(extension))).toEqual(numbers(120));
    expect(made[0]).toMatchObject({ vendor: 'yealink', provisioning: 'pnp', displayName: 'Platz 8000' });
  });

  it('goes on with the same table after it was stopped', async () => {
    await page.getByRole('button', { name: 'Choose another table' }).click();
    const all = [...numbers(120), ...numbers(300, 9_000)].map(line);
    await choose(page, all);
    await page.getByText('300 desks will be made').waitFor();
    await page.getByText('120 lines tell of desks that are there.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Make 300 desks' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped after', { exact: false }).waitFor();
    await page.getByRole('button', { name: /^Make \d+ desks$/ }).click();
    await page.getByText(/^\d+ desks have been made$/).waitFor();
    await page.getByRole('link', { name: 'Show desks' }).click();
    await page.getByText('Platz 8000').waitFor();
    const first = (await perch.api('GET', '/desks?limit=200')).body as { nextCursor: string };
    const more = (await perch.api('GET', `/desks?limit=200&cursor=${first.nextCursor}`)).body as typeof first;
    const last = (await perch.api('GET', `/desks?limit=200&cursor=${more.nextCursor}`)).body as {
      items: DeskView[];
    };
    expect(last.items).toHaveLength(20);
  });

  it('are so many that their labels fill a PDF, and a page only has the first', async () => {
    await page.getByRole('link', { name: 'Print all labels' }).click();
    await page.getByText('This page has the first 200 of 420 labels. A PDF has them all.').waitFor();
    expect(await page.getByRole('article').count()).toBe(200);
  });

  it('can be used on a mobile in the dark', async () => {
    const opened = await openPage(browser, { ...mobile, colorScheme: 'dark', reducedMotion: 'reduce' });
    await signInToPortal(opened.page, perch);
    await opened.page.goto(`${perch.url}/admin/advanced-services/hot-desking/import`);
    const lookOver = async () => {
      expect(await barriers(opened.page)).toEqual([]);
      expect(await overflow(opened.page)).toBeLessThanOrEqual(0);
      expect(await smallTargets(opened.page)).toEqual([]);
    };
    await lookOver();
    await choose(opened.page, [line(9_900), 'Wrong;1;x;;']);
    await opened.page.getByText('1 line cannot be as it is').first().waitFor();
    await lookOver();
    await opened.page.getByRole('button', { name: 'Choose another table' }).click();
    await choose(opened.page, numbers(7, 9_900).map(line));
    await opened.page.getByText('7 desks will be made').waitFor();
    await lookOver();
    expect(opened.complaints).toEqual([]);
  });

  it('leaves the browser nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});

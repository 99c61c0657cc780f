import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { FirmwareOverview } from '#server/hotdesk/firmware/overview.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';

const missing = whyMissing('chromium');
const FIRMWARE = '/admin/advanced-services/firmware';
const FILE = { name: 'T54W(T57W,T53W)-96.87.0.5.rom', mimeType: 'application/octet-stream' };

describe.skipIf(missing !== undefined)(`firmware in the portal ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    perch = await startPerch({
      env: ownerEnv,
    });
    await deskOf({ vendor: 'yealink', site: 'Altona', says: 'Yealink SIP-T54W 96.86.0.45' });
    await deskOf({ vendor: 'yealink', site: 'Wedel', says: 'Yealink SIP-T54W 96.86.0.45' });
    await deskOf({ vendor: 'yealink', site: 'Altona', says: 'Yealink SIP-T54W 96.86.0.20' });
    await deskOf({ vendor: 'mitel', site: 'Altona', says: undefined });
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, wide));
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  let desks = 0;
  /** Its phone has asked for its file once, and said what it is. */
  async function deskOf({ says, ...where }: { vendor: string; site: string; says: string | undefined }) {
    desks += 1;
    const mac = `02000000000${desks}`;
    const named = { displayName: `Desk ${desks}`, extension: `800${desks}`, mac };
    const made = await perch.api('POST', '/desks', {
      ...named,
      ...where,
      provisioning: 'link',
      network: 'lan',
    });
    const { provisioningUrl } = made.body as DeskView;
    if (says !== undefined)
      await fetch(`${provisioningUrl}${mac}.cfg`, { headers: { 'user-agent': `${says} ${mac}` } });
  }

  const overview = async () => (await perch.api('GET', '/firmware')).body as FirmwareOverview;
  const card = (at: Page = page) => at.getByRole('region', { name: 'Yealink T54W' });

  it('shows which models and versions are out there, and which makes get none from here', async () => {
    await page.getByRole('link', { name: 'Firmware' }).click();
    await card().getByText('3 phones').waitFor();
    expect(await card().getByRole('listitem').allTextContents()).toEqual(['96.86.0.452', '96.86.0.201']);
    await page
      .getByRole('region', { name: /^Mitel/ })
      .getByText('Firmware: not by us.')
      .waitFor();
    await page.getByText('Firmware: not by us for ALE, Auerswald, Cisco', { exact: false }).waitFor();
  });

  it('is uploaded with what the name of its file says, and refused where it is not of that make', async () => {
    await page.getByRole('button', { name: 'Upload firmware' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Make').selectOption('yealink');
    await sheet.getByLabel('File').setInputFiles({ ...FILE, name: 'notes.txt', buffer: Buffer.from('x') });
    await sheet.getByLabel('Version').fill('96.87.0.5');
    await sheet.getByLabel('Models').fill('T54W, T57W');
    await sheet.getByRole('button', { name: 'Upload firmware' }).click();
    await sheet.getByText('not one of this make’s', { exact: false }).waitFor();
    await sheet.getByLabel('Version').fill('');
    await sheet.getByLabel('File').setInputFiles({ ...FILE, buffer: Buffer.alloc(200_000, 1) });
    expect(await sheet.getByLabel('Version').inputValue()).toBe('96.87.0.5');
    await sheet.getByRole('button', { name: 'Upload firmware' }).click();
    await page.getByRole('row', { name: /Yealink 96\.87\.0\.5 T54W, T57W/ }).waitFor();
    expect((await overview()).files).toMatchObject([{ bytes: 200_000, models: ['T54W', 'T57W'] }]);
  });

  it('is rolled out at a site, paused, and stopped', async () => {
    await card().getByRole('button', { name: 'Choose a version' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Where').selectOption('some');
    await sheet.getByLabel('Altona').check();
    await sheet.getByRole('button', { name: 'Roll out' }).click();
    await card().getByText('96.87.0.5 is wanted at Altona.', { exact: false }).waitFor();
    expect((await overview()).models[1]?.progress).toMatchObject({ unreachable: 2, elsewhere: 1 });
    await card().getByRole('button', { name: 'Pause' }).click();
    await card().getByText('Paused. No more phones are told.').waitFor();
    await card().getByRole('button', { name: 'Go on' }).click();
    await card().getByRole('button', { name: 'Stop' }).click();
    await card().getByRole('button', { name: 'Choose a version' }).waitFor();
    await card().getByRole('button', { name: 'Undo' }).click();
    await card().getByText('96.87.0.5 is wanted at Altona.', { exact: false }).waitFor();
    await page.getByRole('button', { name: /^Delete T54W/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Phones are still to have it. Stop that first.', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([
    ['a mobile phone', { ...mobile, colorScheme: 'light' as const }, true],
    ['a wide screen in the dark', { ...wide, colorScheme: 'dark' as const }, false],
  ])('is fit for %s', async (_, options, isTouch) => {
    const opened = await openPage(browser, { ...options, reducedMotion: 'reduce' });
    const look = async () => {
      expect(await barriers(opened.page)).toEqual([]);
      expect(await overflow(opened.page)).toBeLessThanOrEqual(0);
      if (isTouch) expect(await smallTargets(opened.page)).toEqual([]);
    };
    await signInToPortal(opened.page, perch);
    await opened.page.goto(`${perch.url}${FIRMWARE}`);
    await card(opened.page).getByText('is wanted at Altona', { exact: false }).waitFor();
    await look();
    await card(opened.page).getByRole('button', { name: 'Change' }).click();
    await opened.page.getByLabel('Altona').waitFor();
    await look();
    await opened.page.keyboard.press('Escape');
    await opened.page.getByRole('button', { name: 'Upload firmware' }).click();
    await opened.page.getByLabel('Version').waitFor();
    await look();
    expect(opened.complaints).toEqual([]);
    await opened.page.context().close();
  });
});

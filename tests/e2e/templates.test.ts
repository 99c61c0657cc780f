import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';

const missing = whyMissing('chromium');
const TEMPLATES = '/admin/advanced-services/templates';

describe.skipIf(missing !== undefined)(`templates in the portal ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    perch = await startPerch({
      env: ownerEnv,
    });
    const desk = { displayName: 'Window 3', extension: '8001', site: 'St. Pauli', mac: '001565000001' };
    await perch.api('POST', '/desks', { ...desk, vendor: 'yealink', provisioning: 'link', network: 'lan' });
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, wide));
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  const stored = async () => {
    const { items } = (await perch.api('GET', '/templates')).body as {
      items: { scope: string; about: string; settings: { name: string }[] }[];
    };
    return items.map(({ scope, about, settings }) => [scope, about, settings.map(({ name }) => name)]);
  };

  it('are shown in the file of a desk while they are typed, with what is to be said of them', async () => {
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('link', { name: 'Add a template' }).click();
    await page.getByLabel('Make', { exact: true }).selectOption('yealink');
    await page.getByLabel('For', { exact: true }).selectOption('site');
    await page.getByLabel('Site', { exact: true }).selectOption('St. Pauli');
    const lines = page.getByLabel('Settings, one a line');
    await lines.fill('phone_setting.backlight_time');
    await page.getByText('Line 1: there is no = in it.').waitFor();
    await lines.fill('lang.gui = Danish\nnosuch.thing = 1\naccount.1.password = x');
    await page.getByText('Perch says who the phone registers as.').waitFor();
    await page.getByText('This make is not known to have it.', { exact: false }).waitFor();
    const diff = page.getByRole('region', { name: 'Preview' });
    await diff.getByText('lang.gui = Danish').waitFor();
    expect(await diff.textContent()).toContain('lang.gui = English');
    expect(await diff.textContent()).not.toContain('account.1.password = x');
  });

  it('are not stored with what is refused, and then without it', async () => {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Take out what is refused, and save again.').waitFor();
    expect(await stored()).toEqual([]);
    await page.getByLabel('Settings, one a line').fill('lang.gui = Danish');
    await page.getByText('Nothing to object to.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Yealink Site St\. Pauli 1 setting/ }).waitFor();
    expect(await stored()).toEqual([['site', 'St. Pauli', ['lang.gui']]]);
  });

  it('are taken back and made again', async () => {
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page.getByRole('row', { name: /Site St\. Pauli removed/ }).waitFor();
    await page.getByRole('row').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('row', { name: /Site St\. Pauli 1 setting/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([
    ['a mobile phone', { ...mobile, colorScheme: 'light' as const }, true],
    ['a wide screen in the dark', { ...wide, colorScheme: 'dark' as const }, false],
  ])('are fit for %s', async (_, options, isTouch) => {
    const opened = await openPage(browser, { ...options, reducedMotion: 'reduce' });
    await signInToPortal(opened.page, perch);
    for (const path of [TEMPLATES, `${TEMPLATES}/edit?vendor=yealink&scope=site&about=St.+Pauli`]) {
      await opened.page.goto(`${perch.url}${path}`);
      await opened.page.getByRole('heading', { level: 1 }).waitFor();
      await opened.page.getByText(/1 setting|its file stays/i).waitFor();
      if (path !== TEMPLATES) {
        await opened.page
          .getByLabel('Settings, one a line')
          .fill('lang.gui = Dutch\nno.thing = 1\nforward.x = 1');
        await opened.page.getByText('It would stay for whoever comes next.').waitFor();
      }
      expect(await barriers(opened.page)).toEqual([]);
      expect(await overflow(opened.page)).toBeLessThanOrEqual(0);
      if (isTouch) expect(await smallTargets(opened.page)).toEqual([]);
    }
    expect(opened.complaints).toEqual([]);
    await opened.page.context().close();
  });
});

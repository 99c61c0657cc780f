import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';
import { PASSWORD, startPerchForTwo, type TwoTenants } from '../support/two-tenants.ts';

const missing = whyMissing('chromium');
const MAC = '001565aabbcc';
const PHONES = '/admin/call-manager/phones';
const views = [
  { name: 'a mobile phone', options: { ...mobile, colorScheme: 'light' }, isTouch: true },
  { name: 'a wide screen in the dark', options: { ...wide, colorScheme: 'dark' }, isTouch: false },
] as const;

/** What an administrator sees where two organisations share a network, in a real browser with the real product. */
describe.skipIf(missing !== undefined)(`a phone is claimed in the portal ${missing ?? ''}`, () => {
  let two: TwoTenants;
  let browser: Browser;
  let phones: SimPhones;
  let phone: SimPhone;

  beforeAll(async () => {
    two = await startPerchForTwo();
    browser = await openChromium();
    phones = await simPhones(two.perch.sipPort);
    phone = await phones.make(MAC);
    await phone.plugIn();
  });
  afterAll(async () => {
    await browser?.close();
    await phones?.stop();
    await two?.[Symbol.asyncDispose]();
  });

  async function signedIn(options: (typeof views)[number]['options'], email: string): Promise<Page> {
    const { page } = await openPage(browser, { ...options, reducedMotion: 'reduce' });
    await page.goto(`${two.perch.url}/sign-in`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.goto(`${two.perch.url}${PHONES}`);
    return page;
  }

  it.each(views)('the dialog can be used by everybody on $name', async ({ options, isTouch }) => {
    const page = await signedIn(options, two.theirs.email);
    await page.getByRole('button', { name: 'Claim a phone' }).click();
    await page.getByLabel('Code on the phone').fill('0000 0000');
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    await page.getByText('No phone shows this code now.').waitFor();
    await page.getByLabel('Code on the phone').fill('12');
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    await page.getByText('The code has eight digits.').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    if (isTouch) expect(await smallTargets(page)).toEqual([]);
    await page.context().close();
  });

  it('from the code on its display to the list, and given back', async () => {
    const page = await signedIn(views[1].options, two.ours.email);
    await page.getByText('a phone does not appear here by itself').waitFor();
    await page.getByRole('button', { name: 'Claim a phone' }).click();
    await page.getByRole('button', { name: 'Show codes' }).click();
    await page.getByText('New phones show their codes now.').waitFor();
    await phone.until(({ display }) => display.label.startsWith('Code '));
    await page.getByLabel('Code on the phone').fill(phone.display.label.replace('Code ', ''));
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    // What is said of it passes by; the row stays.
    await page.getByRole('row', { name: /00:15:65:AA:BB:CC/ }).waitFor();
    await page.getByRole('link', { name: 'Yealink T54W' }).click();
    await page.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Give back' }).click();
    await page.waitForURL(`**${PHONES}`);
    await page.getByText('a phone does not appear here by itself').waitFor();
    await phone.provision();
    expect(phone.display.label).not.toMatch(/Code|Ours/);
    await page.context().close();
  });

  it('in the desk’s form a phone that is on the network is told to be claimed first', async () => {
    const page = await signedIn(views[1].options, two.theirs.email);
    await page.goto(`${two.perch.url}/admin/advanced-services/hot-desking/add?mac=${MAC}&vendor=yealink`);
    await page.getByLabel('Display name').fill('Window');
    await page.getByLabel('Extension number').fill('8001');
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await page.getByText('This phone is on the network and nobody’s yet.').waitFor();
    await page.context().close();
  });
});

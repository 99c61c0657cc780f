import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { openChromium, openPage, wide } from '../support/chromium.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

const missing = whyMissing('chromium');

/** The administrator's whole way, in a real browser, with the real product and a simulated phone. */
describe.skipIf(missing !== undefined)(`the portal ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let phones: SimPhones;
  let phone: SimPhone;

  beforeAll(async () => {
    // No token and no owner by the environment: the first start prints a set-up link.
    perch = await startPerch({ env: { PERCH_API_TOKEN: '' } });
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, wide));
    phones = await simPhones(perch.sipPort);
    phone = await phones.make('001565aabbcc');
  });
  afterAll(async () => {
    await browser?.close();
    await phones?.stop();
    await perch?.[Symbol.asyncDispose]();
  });

  it('sets up the organisation and its owner by the printed link, and is signed in', async () => {
    const link = /http\S+\/setup\/\S+/.exec(perch.output())?.[0] ?? '';
    await page.goto(link);
    await page.getByLabel('Organisation').fill('Harbour Office');
    await page.getByLabel('Your name').fill('Mara Lind');
    await page.getByLabel('E-mail address').fill('mara@example.org');
    await page.getByLabel('Password', { exact: true }).fill('a sentence is easy');
    await page.getByRole('button', { name: 'Set up Perch' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await page.getByText('Start-up check-list').isVisible()).toBe(true);
    const again = await openPage(browser, wide);
    await again.page.goto(link);
    await again.page.getByText('not valid any more').waitFor();
    await again.page.context().close();
  });

  it('shows a phone that is plugged in, without a reload', async () => {
    await page.goto(`${perch.url}/admin/call-manager/phones`);
    await page.getByText('No phone has been heard of yet').waitFor();
    await phone.plugIn();
    await page.getByText('00:15:65:AA:BB:CC').waitFor();
    await page.getByRole('row', { name: /Yealink T54W/ }).waitFor();
  });

  it('makes a desk of it with MAC and maker filled in, refuses what cannot be beside its field', async () => {
    await page.getByRole('link', { name: 'Create hot desk' }).click();
    const mac = page.getByLabel('MAC address');
    await mac.waitFor();
    expect(await mac.inputValue()).toBe('00:15:65:AA:BB:CC');
    expect(await page.getByLabel('Maker', { exact: true }).inputValue()).toBe('yealink');
    await page.getByLabel('Extension number').fill('eight');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('An extension has 2 to 10 digits.').waitFor();
    await page.getByLabel('Display name').fill('Window 3');
    await page.getByLabel('Extension number').fill('8001');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByRole('heading', { name: 'Window 3' }).waitFor();
  });

  it('turns free on the screen by itself when the phone has registered', async () => {
    await phone.until(({ registeredAs }) => registeredAs === '8001');
    await page.getByText('Free', { exact: true }).waitFor();
  });

  it('says the address to type into the phone, and what a DHCP server is told', async () => {
    expect(await page.getByText(/^http\S+\/p\/\S+\/$/).count()).toBe(1);
    await page.getByText('DHCP', { exact: true }).click();
    await page.getByText(/tftp-server-name "http\S+\/p\/\S+\/"/).waitFor();
  });

  it('adds a user, refuses a PIN that is easy to guess, and turns hot desking off and on', async () => {
    await page.getByRole('link', { name: 'Users' }).first().click();
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByLabel('Extension').fill('101');
    await page.getByLabel('Name').fill('Ida Brandt');
    await page.getByLabel('PIN', { exact: true }).fill('1234');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('easy to guess').waitFor();
    await page.getByLabel('PIN', { exact: true }).fill('4821');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByRole('link', { name: '101' }).click();
    await page.getByRole('tab', { name: 'Extension' }).click();
    const enable = page.getByRole('switch', { name: 'Enable Hot Desking' });
    await enable.click();
    await page.getByRole('switch', { checked: false }).waitFor();
    await enable.click();
    await page.getByRole('switch', { checked: true }).waitFor();
  });

  it('follows a log-in at the phone, logs the person out, and has both in the audit log', async () => {
    await page.getByRole('link', { name: 'Hot Desking' }).first().click();
    await page.getByRole('row', { name: /Window 3.*Nobody/ }).waitFor();
    const call = await phone.dial('*70101');
    await call.until('talking');
    await call.press('4821#');
    await page.getByRole('row', { name: /Window 3.*Ida Brandt/ }).waitFor();
    await call.until('over');
    await page.getByText('In use', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Window 3' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Log out' }).click();
    await page.getByText('Nobody', { exact: true }).waitFor();
    await phone.until(({ registeredAs }) => registeredAs === '8001');
    await page.getByRole('link', { name: 'Audit log' }).first().click();
    await page.getByRole('row', { name: /Logged in.*Ida Brandt at Window 3.*dial code/ }).waitFor();
    await page.getByRole('row', { name: /Logged out.*Mara Lind.*portal/ }).waitFor();
  });

  it('finds in the audit log who or what is looked for', async () => {
    await page.getByRole('searchbox', { name: 'Search people and desks' }).fill('Ida Brandt');
    await page.getByRole('row', { name: /Set-up/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Logged in.*Ida Brandt at Window 3/ }).waitFor();
    await page.getByRole('searchbox', { name: 'Search people and desks' }).fill('nobody of that name');
    await page.getByText('Nothing in the log matches').waitFor();
  });

  it('takes a deletion back that was not meant, and carries out one that was, also when the page is left', async () => {
    const users = `${perch.url}/admin/call-manager/users`;
    await page.goto(`${users}/101`);
    const remove = async () => {
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('row', { name: /Ida Brandt.*Being deleted/ }).waitFor();
    };
    await remove();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Ida Brandt was kept.').first().waitFor();
    await page.getByText('Being deleted').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '101' }).click();
    await remove();
    await page.goto(users);
    await expect
      .poll(async () => (await page.request.get(`${users}/101`)).status(), { timeout: 20_000 })
      .toBe(404);
  });

  it('prints labels as a page and as a PDF, and warns of an address that will not last', async () => {
    await page.goto(`${perch.url}/admin/advanced-services/hot-desking/labels`);
    await page.getByText('an address that may not last').waitFor();
    for (const size of ['a6', 'sticker', 'a4']) {
      const address = `${perch.url}/admin/advanced-services/hot-desking/labels.pdf?size=${size}`;
      const pdf = await page.request.get(address);
      expect(pdf.headers()['content-type']).toBe('application/pdf');
      expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it('makes the printed code worthless when a new one is wanted', async () => {
    await page.goto(`${perch.url}/admin/advanced-services/hot-desking`);
    await page.getByRole('link', { name: 'Window 3' }).click();
    const picture = page.getByRole('img', { name: /Code that opens the page/ });
    const before = await picture.getAttribute('src');
    const old = `${perch.url}${await page.getByRole('link', { name: 'Open the desk' }).getAttribute('href')}`;
    await page.getByRole('button', { name: 'New code' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'New code' }).click();
    await page.getByText('The desk has a new code.').first().waitFor();
    await page.waitForFunction(
      (src) => document.querySelector('main img')?.getAttribute('src') !== src,
      before,
    );
    expect((await fetch(old)).status).toBe(404);
  });

  it('shows at once on the page that is open that a phone calls for help, and that there is no way out', async () => {
    await page.goto(`${perch.url}/admin/audit-log`);
    const call = await phone.dial('112');
    const alert = page.getByRole('alert').filter({ hasText: 'Emergency call: 112 from Window 3' });
    await alert.getByText('No way out.').waitFor();
    await page.getByRole('row', { name: /Emergency call.*Window 3/ }).waitFor();
    await alert.getByRole('button', { name: 'I have seen it' }).click();
    await alert.waitFor({ state: 'detached' });
    call.hangUp();
  });

  it('lets nobody in who is not signed in', async () => {
    const stranger = await openPage(browser, wide);
    await stranger.page.goto(`${perch.url}/admin/call-manager/users`);
    await stranger.page.waitForURL('**/sign-in');
    const pdf = await stranger.page.request.get(
      `${perch.url}/admin/advanced-services/hot-desking/labels.pdf`,
    );
    expect(pdf.status()).toBe(401);
    await stranger.page.getByLabel('E-mail address').fill('mara@example.org');
    await stranger.page.getByLabel('Password', { exact: true }).fill('not the sentence');
    await stranger.page.getByRole('button', { name: 'Sign in' }).click();
    await stranger.page.getByText('do not go together').waitFor();
    await stranger.page.context().close();
  });

  it('says all of it without a complaint of the browser', () => {
    expect(complaints).toEqual([]);
  });
});

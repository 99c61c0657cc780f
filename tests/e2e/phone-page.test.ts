import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

const missing = whyMissing('chromium');
const MAC = '001565aabbcc';
const PAGE = `/admin/call-manager/phones/${MAC}`;

/** What an administrator sees of one phone, in a real browser, with the real product and a simulated phone. */
describe.skipIf(missing !== undefined)(`the page of a phone ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let phones: SimPhones;
  let phone: SimPhone;
  let desk: DeskView;

  beforeAll(async () => {
    perch = await startPerch({ env: ownerEnv });
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, { ...wide, reducedMotion: 'reduce' }));
    phones = await simPhones(perch.sipPort);
    phone = await phones.make(MAC);
    const made = { displayName: 'Window 3', extension: '8001', mac: MAC, vendor: 'yealink' };
    desk = (await perch.api('POST', '/desks', { ...made, provisioning: 'pnp', network: 'lan' }))
      .body as DeskView;
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await phones?.stop();
    await perch?.[Symbol.asyncDispose]();
  });

  it('is reached from the list and from its desk, and says that nobody has heard of it', async () => {
    await page.goto(`${perch.url}/admin/call-manager/phones`);
    await page.getByRole('link', { name: 'Yealink' }).click();
    await page.getByText('No phone with this MAC address has been heard of.').waitFor();
    await page.getByText('It is on its way. Nothing is wrong so far.').waitFor();
    await page.getByRole('link', { name: 'Window 3' }).click();
    await page.getByRole('link', { name: 'Show phone' }).click();
    await page.waitForURL(`**${PAGE}`);
  });

  it('follows it by itself from its first question to its registration', async () => {
    await phone.plugIn();
    await phone.until(({ registeredAs }) => registeredAs === '8001');
    await page.getByText('Everything is as it should be.').waitFor();
    await page.getByRole('heading', { name: 'Yealink T54W' }).waitFor();
    await page.getByText('It is registered as 8001.').waitFor();
    await page
      .getByText(/200 · sent · version 1/)
      .first()
      .waitFor();
    await page
      .getByText(/^after \d/)
      .first()
      .waitFor();
  });

  it('shows the phone’s own page and password to who asks, and notes it', async () => {
    await page.getByRole('button', { name: 'Phone’s own page' }).click();
    await page.getByRole('dialog').getByText('http://127.0.0.1/').waitFor();
    const password = await page.getByRole('dialog').locator('code').last().textContent();
    expect(password?.length).toBeGreaterThan(10);
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { body } = await perch.api('GET', '/audit');
    expect(JSON.stringify(body)).toContain('desk.factory_page_shown');
    expect(JSON.stringify(body)).not.toContain(password);
  });

  it('restarts it, and shows that it came back', async () => {
    await page.getByRole('button', { name: 'Restart phone' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restart phone' }).click();
    await page
      .getByText(/200 · sent · version 2/)
      .first()
      .waitFor();
    await page.getByText('Everything is as it should be.').waitFor();
  });

  it('says what keeps it from working, and what to do', async () => {
    await phone.unplug();
    await page.goto(`${perch.url}/admin/advanced-services/hot-desking/${desk.id}`);
    await page.getByRole('button', { name: 'New address' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'New address' }).click();
    await page.getByText('The desk has a new provisioning address.').first().waitFor();
    const former = `${desk.provisioningUrl}${MAC}.cfg`;
    expect((await fetch(former)).status).toBe(404);
    await page.goto(`${perch.url}${PAGE}`);
    await page.getByText(/From 127\.0\.0\.1 came \d+ requests? for an address that opens nothing/).waitFor();
    await page.getByRole('link', { name: /Compare the address in the phone/ }).waitFor();
  });

  it.each([
    { name: 'mobile, light', options: { ...mobile, colorScheme: 'light' as const }, isTouch: true },
    { name: 'wide, dark', options: { ...wide, colorScheme: 'dark' as const }, isTouch: false },
  ])('can be used by everybody: $name', async ({ name, options, isTouch }) => {
    const { page } = await openPage(browser, { ...options, reducedMotion: 'reduce' });
    await signInToPortal(page, perch);
    await page.goto(`${perch.url}${PAGE}`);
    await page.getByText('Why is it not working?').waitFor();
    expect(await barriers(page), name).toEqual([]);
    expect(await overflow(page), name).toBeLessThanOrEqual(0);
    if (isTouch) expect(await smallTargets(page), name).toEqual([]);
    await page.context().close();
  });

  it('complains of nothing', () => {
    expect(complaints).toEqual([]);
  });
});

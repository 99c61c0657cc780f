import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage } from '../support/chromium.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

const missing = whyMissing('chromium');

/** What an employee does with a mobile phone at the desk. */
describe.skipIf(missing !== undefined)(`the page of a desk ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let phones: SimPhones;
  let phone: SimPhone;
  let desk: DeskView;

  beforeAll(async () => {
    perch = await startPerch();
    browser = await openChromium();
    phones = await simPhones(perch.sipPort);
    phone = await phones.make('001565000001');
    const shared = { vendor: 'yealink', provisioning: 'pnp', network: 'lan', site: 'Hamburg' };
    const made = { displayName: 'Window 3', extension: '8001', mac: '001565000001', ...shared };
    desk = (await perch.api('POST', '/desks', made)).body as DeskView;
    for (const [extension, name] of [
      ['101', 'Ida Brandt'],
      ['102', 'Jonas Vale'],
    ]) {
      await perch.api('POST', '/users', { extension, name, pin: '4821', hotDesking: true });
    }
    await phone.plugIn();
    await phone.until(({ registeredAs }) => registeredAs === '8001');
  });
  afterAll(async () => {
    await browser?.close();
    await phones?.stop();
    await perch?.[Symbol.asyncDispose]();
  });

  const stateOf = (page: Page, state: string) => page.locator(`[data-desk-state="${state}"]`).waitFor();

  async function key(page: Page, extension: string, pin: string): Promise<void> {
    await page.getByLabel('Your extension').fill(extension);
    await page.getByLabel('Your PIN').fill(pin);
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  it('logs in, follows the phone to the end, and logs out, without leaving the page', async () => {
    const { page, complaints } = await openPage(browser, mobile);
    await page.goto(desk.qrUrl);
    await stateOf(page, 'free');
    await key(page, '101', '0000');
    await page.getByText('do not go together').waitFor();
    await expect.poll(() => page.getByLabel('Your PIN').inputValue()).toBe('');
    await key(page, '101', '4821');
    await page.getByText('Your number 101 rings here now').waitFor();
    await stateOf(page, 'settled');
    await page.getByText('The phone shows your number.').waitFor();
    expect(phone.registeredAs).toBe('101');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You are logged out').waitFor();
    await stateOf(page, 'free');
    expect(await page.getByLabel('Your extension').inputValue()).toBe('101');
    expect(page.url()).toBe(desk.qrUrl);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('works as a plain form before any script has loaded, taking over as a step of its own', async () => {
    const first = (await openPage(browser, { ...mobile, javaScriptEnabled: false })).page;
    await first.goto(desk.qrUrl);
    await key(first, '101', '4821');
    await first.getByText('Your number 101 rings here now').waitFor();
    await phone.until(({ registeredAs }) => registeredAs === '101');
    await first.getByRole('link', { name: 'See whether the phone is ready' }).click();
    await stateOf(first, 'settled');
    await first.getByText('The phone shows your number.').waitFor();
    const second = (await openPage(browser, { ...mobile, javaScriptEnabled: false })).page;
    await second.goto(desk.qrUrl);
    await stateOf(second, 'occupied');
    expect(await second.content()).not.toContain('Ida');
    await key(second, '102', '4821');
    await second.getByText('Somebody has logged in here').waitFor();
    expect(second.url()).toBe(`${desk.qrUrl}?error=desk_occupied`);
    await second.getByRole('checkbox', { name: 'Take over this desk' }).check();
    await key(second, '102', '4821');
    await second.getByText('Your number 102 rings here now').waitFor();
    await first.reload();
    await stateOf(first, 'occupied');
    await second.getByRole('button', { name: 'Log out' }).click();
    await stateOf(second, 'free');
    await first.context().close();
    await second.context().close();
  });

  it('shows what happens at the desk by other ways at once', async () => {
    const { page } = await openPage(browser, mobile);
    await page.goto(desk.qrUrl);
    await stateOf(page, 'free');
    await perch.api('POST', `/desks/${desk.id}/login`, { extension: '101', pin: '4821' });
    await stateOf(page, 'occupied');
    await perch.api('POST', `/desks/${desk.id}/logout`);
    await stateOf(page, 'free');
    await page.context().close();
  });

  it('takes no form from another site, and nothing that is no form', async () => {
    const form = { method: 'POST', redirect: 'manual' as const };
    const body = new URLSearchParams({ extension: '101', pin: '4821' });
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' };
    expect((await fetch(desk.qrUrl, { ...form, body, headers: foreign })).status).toBe(403);
    expect((await fetch(desk.qrUrl, { ...form, body: 'x'.repeat(20_000) })).status).toBe(400);
    expect((await fetch(`${perch.url}/d/nothing`, { ...form, body })).status).toBe(404);
    expect((await fetch(`${perch.url}/d/nothing`)).status).toBe(404);
    expect(((await perch.api('GET', `/desks/${desk.id}`)).body as DeskView).session).toBeNull();
  });

  it('DESIGN §4.3: locks after five wrong PINs, says for how long, and never has a PIN in an address', async () => {
    const { page } = await openPage(browser, { ...mobile, javaScriptEnabled: false });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(desk.qrUrl);
    for (let attempt = 0; attempt < 6; attempt += 1) await key(page, '102', '9753');
    await page.getByText('Too many tries. Wait a minute').waitFor();
    expect(asked.filter((url) => url.includes('9753'))).toEqual([]);
    await page.context().close();
  });

  it('carries a policy that lets no foreign script in, and tells no other site its address', async () => {
    const { headers } = await fetch(desk.qrUrl);
    expect(headers.get('content-security-policy')).toMatch(
      /script-src 'self' 'nonce-[^']+' 'strict-dynamic'/,
    );
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toMatch(/no-store/);
  });

  it('finds the server again by itself after a restart', async () => {
    const { page } = await openPage(browser, mobile);
    await page.goto(desk.qrUrl);
    await stateOf(page, 'free');
    await perch.end();
    perch = await perch.startAgain();
    await perch.api('POST', `/desks/${desk.id}/login`, { extension: '101', pin: '4821' });
    await stateOf(page, 'occupied');
    await page.context().close();
  });
});

import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { openChromium, openPage, wide } from '../support/chromium.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';

const missing = whyMissing('chromium');

/** Keys of people and desks, and the drawing of a phone with three keys, in a real browser. */
describe.skipIf(missing !== undefined)(`the portal, keys ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let deskId: string;

  beforeAll(async () => {
    perch = await startPerch({
      env: ownerEnv,
    });
    const desk = {
      ...{
        displayName: 'Window 3',
        extension: '8001',
        mac: '001565aabbcc',
        vendor: 'yealink',
        model: 'T40G',
      },
      ...{ provisioning: 'link', network: 'lan' },
    };
    deskId = ((await perch.api('POST', '/desks', desk)).body as { id: string }).id;
    const ida = { extension: '101', name: 'Ida Brandt', pin: '4821', hotDesking: true };
    await perch.api('POST', '/users', ida);
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, wide));
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  const form = () => page.getByRole('form', { name: 'Keys' });
  const key = (number: number) => form().getByRole('group', { name: `Key ${number}` });
  const onPhone = (text: string) => page.getByRole('listitem').filter({ hasText: text });
  const notOnPhone = () => page.getByRole('region', { name: 'Not on the phone' });

  async function addKey(number: number, label: string, dials: string): Promise<void> {
    await form().getByRole('button', { name: 'Add key' }).click();
    await key(number).getByLabel('Label').fill(label);
    await key(number).getByLabel('Number').fill(dials);
  }

  async function save(): Promise<void> {
    const answered = page.waitForResponse((answer) => answer.url().includes('keys.setOf'));
    await form().getByRole('button', { name: 'Save' }).click();
    await answered;
    await page.getByText('Saved.').first().waitFor();
  }

  it('shows what a free desk has on its phone: its name, that it is free, and the way in', async () => {
    await page.goto(`${perch.url}/admin/advanced-services/hot-desking/${deskId}`);
    await onPhone('Line: Window 3 · free').waitFor();
    await onPhone('Log in: Log in *70').waitFor();
    expect(await notOnPhone().count()).toBe(0);
  });

  it('takes keys for a desk, draws those that fit, and says which do not and why', async () => {
    await addKey(1, 'Front desk', '100');
    await addKey(2, 'Workshop', '102');
    await save();
    await onPhone('Speed dial: Front desk 100').waitFor();
    await notOnPhone().getByText('This phone has 3 keys').waitFor();
    await notOnPhone().getByText('Workshop').waitFor();
  });

  it('moves a key by the keyboard, which stays where it is, and the phone follows when that is saved', async () => {
    const up = form().getByRole('button', { name: 'Move Workshop up' });
    await up.focus();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('status').getByText('Workshop: place 1 of 2').waitFor();
    await form().getByRole('button', { name: 'Move Workshop up' }).and(page.locator(':focus')).waitFor();
    expect(await key(1).getByLabel('Label').inputValue()).toBe('Workshop');
    await save();
    await onPhone('Speed dial: Workshop 102').waitFor();
    await notOnPhone().getByText('Front desk').waitFor();
  });

  it('says beside its field what cannot be, and keeps what was typed', async () => {
    await key(1).getByLabel('Number').fill('sip:workshop@example.org');
    await form().getByRole('button', { name: 'Save' }).click();
    await key(1).getByText('Digits, * and #, or a + before digits.').waitFor();
    await key(1).getByLabel('Number').and(page.locator(':focus')).waitFor();
    await key(1).getByLabel('Number').fill('1-0 2');
    await form().getByRole('button', { name: 'Take Front desk out' }).click();
    await save();
    await expect.poll(() => key(1).getByLabel('Number').inputValue()).toBe('102');
    await notOnPhone().waitFor({ state: 'detached' });
  });

  it('takes keys for a person, which stand before the desk’s on the phone where they log in, at once', async () => {
    await page.goto(`${perch.url}/admin/call-manager/users/101`);
    await page.getByRole('tab', { name: 'Keys' }).click();
    await addKey(1, 'Charles', '103');
    await key(1).getByLabel('What it does').selectOption('Lamp (BLF)');
    await key(1).getByLabel('Page').selectOption('2');
    await save();
    await page.getByRole('tab', { name: 'General' }).click();
    await page.getByRole('tab', { name: 'Keys' }).click();
    expect(await key(1).getByLabel('Page').inputValue()).toBe('2');
    await page.goto(`${perch.url}/admin/advanced-services/hot-desking/${deskId}`);
    await onPhone('Line: Window 3 · free').waitFor();
    await perch.api('POST', `/desks/${deskId}/login`, { extension: '101', pin: '4821' });
    await onPhone('Line: 101 Ida Brandt').waitFor();
    await onPhone('Log out: Log out *71').waitFor();
    await onPhone('Lamp (BLF): Charles 103').waitFor();
    await notOnPhone().getByText('Workshop').waitFor();
  });

  it('says all of it without a complaint of the browser', () => {
    expect(complaints).toEqual([]);
  });
});

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { startYmcs, type YmcsStandIn } from '../fakes/rps/yealink-ymcs.ts';
import { askService } from '../support/ask-service.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';
import { loopbackCertificateFiles } from '../support/test-certificate.ts';

const missing = whyMissing('chromium');
const SERVICES = '/admin/redirection-services';
const HOT_DESKING = '/admin/advanced-services/hot-desking';
const MAC = '805ec0000001';
const FOREIGN = '805ec0000002';
const BY_HAND = '08000f000001';
const ELSEWHERE = 'https://pbx.example/moved/';
const PATIENCE_MS = 20_000;
const views = [
  { name: 'a mobile phone', options: { ...mobile, colorScheme: 'light' }, isTouch: true },
  { name: 'a wide screen in the dark', options: { ...wide, colorScheme: 'dark' }, isTouch: false },
] as const;

/** What an administrator sees of redirection services, with the real product and a stand-in of Yealink's YMCS. */
describe.skipIf(missing !== undefined)(`redirection services in the portal ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let service: YmcsStandIn;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    service = await startYmcs();
    service.foreign.add(FOREIGN);
    service.pins.set(MAC, '48213');
    perch = await startPerch({
      env: {
        ...ownerEnv,
        RPS_ENDPOINTS: JSON.stringify({ 'yealink-ymcs': service.url }),
        NODE_EXTRA_CA_CERTS: loopbackCertificateFiles.certFile,
      },
    });
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, { ...wide, reducedMotion: 'reduce' }));
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
    await service?.[Symbol.asyncDispose]();
  });

  const ymcs = (at: Page = page) => at.getByRole('region', { name: 'Yealink YMCS' });
  const compare = (at: Page = page) => at.getByRole('region', { name: 'Compare with the services' });
  const card = (at: Page = page) => at.getByRole('region', { name: 'Redirection service' });
  const deskOf = async (mac: string) => {
    const { items } = (await perch.api('GET', '/desks')).body as { items: DeskView[] };
    return items.find((desk) => desk.mac === mac);
  };

  async function addDesk({ mac, extension, serial }: { mac: string; extension: string; serial?: string }) {
    await page.goto(`${perch.url}${HOT_DESKING}/add`);
    await page.getByLabel('MAC address').fill(mac);
    await page.getByRole('radio', { name: /^RPS/ }).check();
    if (serial !== undefined) await page.getByRole('textbox', { name: 'Serial number' }).fill(serial);
    await page.getByLabel('Display name').fill(`Desk ${extension}`);
    await page.getByLabel('Extension number').fill(extension);
    return page.getByRole('button', { name: 'OK' });
  }

  it('a desk without an account is left to people: what to enter, and where the account is set up', async () => {
    const ok = await addDesk({ mac: MAC, extension: '8001' });
    await page.getByText('You have no account at Yealink’s redirection service yet.').waitFor();
    await page.getByLabel('Serial number (optional)').waitFor();
    await ok.click();
    await card().getByText('By hand', { exact: true }).waitFor();
    const desk = await deskOf(MAC);
    await card().getByText('80:5E:C0:00:00:01').waitFor();
    await card()
      .getByText(desk?.provisioningUrl ?? '-')
      .waitFor();
    await card().getByRole('link', { name: 'Set up an account' }).click();
    await page.getByRole('heading', { name: 'Redirection services' }).waitFor();
  });

  it('says of each service what it can do, and what not', async () => {
    await ymcs().getByText('What it can do').click();
    expect(await ymcs().getByRole('listitem').allTextContents()).toEqual([
      'Each phone has a link of its own there.',
      'A phone is entered with its serial number.',
      'What stands there can be read: Perch compares it every night.',
      'That a phone is somebody else’s it tells only when the phone is entered.',
      'It tells the PIN that some phones ask for.',
    ]);
    const poly = page.getByRole('region', { name: 'Poly Zero Touch Provisioning' });
    await poly.getByText('What it can do').click();
    await poly.getByText('All phones of a profile share one address', { exact: false }).waitFor();
  });

  it('an account with a wrong secret says so, and works with the right one', async () => {
    await ymcs().getByText('Not set up', { exact: true }).waitFor();
    await ymcs().getByRole('button', { name: 'Set up' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('AccessKey ID').fill('key-id');
    await sheet.getByRole('button', { name: 'Save and test' }).click();
    await sheet.getByText('This must not be empty.').first().waitFor();
    expect(await sheet.getByLabel('AccessKey Secret').getAttribute('type')).toBe('password');
    await sheet.getByLabel('AccessKey Secret').fill('another');
    await sheet.getByLabel('Region').selectOption('eu');
    await sheet.getByRole('button', { name: 'Save and test' }).click();
    await ymcs().getByText('The service does not accept these credentials.', { exact: false }).waitFor();
    await ymcs().getByText('Does not work', { exact: true }).waitFor();
    await ymcs().getByRole('button', { name: 'Change' }).click();
    await sheet.getByText('It is set. Leave this empty to keep it.').first().waitFor();
    await sheet.getByLabel('AccessKey Secret').fill('key-secret');
    await sheet.getByText('More', { exact: true }).click();
    await sheet.getByLabel('Calls per minute').fill('6000');
    await sheet.getByRole('button', { name: 'Save and test' }).click();
    await ymcs().getByText('The service lets this account in.', { exact: false }).waitFor();
    await ymcs().getByText('Works', { exact: true }).waitFor();
    expect(await page.content()).not.toContain('key-secret');
  });

  it('the desk that waited asks for its serial number, and is saved when it has it, without a reload', async () => {
    await page.goto(`${perch.url}${HOT_DESKING}`);
    const row = page.getByRole('row', { name: /Desk 8001/ });
    await row.getByText('RPS: Not saved').waitFor();
    await row.getByRole('link', { name: 'Desk 8001' }).click();
    await card().getByText('The service wants the phone’s serial number.', { exact: false }).waitFor();
    await card().getByRole('link', { name: 'Edit the desk' }).click();
    await page.getByText('It will be saved with your account at Yealink YMCS.').waitFor();
    await page.getByRole('img', { name: /A label as at the back of a phone/ }).waitFor();
    await page.getByRole('textbox', { name: 'Serial number' }).fill('3146012345678901');
    await page.getByRole('button', { name: 'OK' }).click();
    await card().getByText('Saved at the maker', { exact: true }).waitFor();
    await card().getByText('48213').waitFor();
    expect(await askService(service, MAC)).toBe((await deskOf(MAC))?.provisioningUrl);
  });

  it('what is saved does not look like a phone that works', async () => {
    await card().getByText('Saved at the maker does not mean that the phone has come.').waitFor();
    await card().getByText('The maker’s redirection service has not led this phone here yet.').waitFor();
    const { provisioningUrl = '' } = (await deskOf(MAC)) ?? {};
    await fetch(`${provisioningUrl}${MAC}.cfg`, {
      headers: { 'user-agent': `Yealink SIP-T54W 96.86.0.45 ${MAC}` },
    });
    await card().getByText('It has asked for its configuration.').waitFor();
  });

  it('somebody else’s phone is a conflict, and says what to do', async () => {
    await (await addDesk({ mac: FOREIGN, extension: '8002', serial: 'SN2' })).click();
    await card()
      .getByText('This MAC address belongs to another account at the maker.', { exact: false })
      .waitFor();
    await card().getByText('Conflict', { exact: true }).waitFor();
    await card().getByText('800004').waitFor();
    service.foreign.delete(FOREIGN);
    await card().getByRole('button', { name: 'Save again' }).click();
    await card().getByText('Saved at the maker', { exact: true }).waitFor();
  });

  it('what somebody else wrote over it is replaced when a person says so', async () => {
    const entry = service.ours.get(FOREIGN);
    if (entry) entry.uniqueServerUrl = 'https://pbx.example/prov/';
    await page.getByRole('button', { name: 'New address' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'New address' }).click();
    await card().getByText('Your account holds another link', { exact: false }).waitFor();
    await card().getByText('https://pbx.example/prov/').waitFor();
    await card().getByRole('button', { name: 'Replace it' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Replace it' }).click();
    await card().getByText('Saved at the maker', { exact: true }).waitFor();
    expect(await askService(service, FOREIGN)).toBe((await deskOf(FOREIGN))?.provisioningUrl);
  });

  it('what differs at the service is shown side by side, and one phone is replaced alone', async () => {
    for (const entry of service.ours.values()) entry.uniqueServerUrl = ELSEWHERE;
    await page.goto(`${perch.url}${SERVICES}`);
    await compare().getByText('Nothing differs.').waitFor();
    await compare().getByRole('button', { name: 'Compare now' }).click();
    await page.getByText('2 phones are being looked up.', { exact: true }).waitFor();
    const row = compare().getByRole('row', { name: /Desk 8001/ });
    await row.getByText('80:5E:C0:00:00:01').waitFor();
    const { provisioningUrl = '' } = (await deskOf(MAC)) ?? {};
    await row.getByText(`Its link to ${new URL(provisioningUrl).host}`).waitFor();
    await row.getByText('Another link', { exact: true }).waitFor();
    await row.getByText(ELSEWHERE).waitFor();
    await row.getByRole('button', { name: 'Replace' }).click();
    await page.getByRole('alertdialog').getByText(ELSEWHERE, { exact: false }).waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Replace' }).click();
    await row.waitFor({ state: 'detached' });
    await expect
      .poll(() => service.ours.get(MAC)?.uniqueServerUrl, { timeout: PATIENCE_MS })
      .toBe(provisioningUrl);
    await compare()
      .getByRole('row', { name: /Desk 8002/ })
      .waitFor();
    expect(service.ours.get(FOREIGN)?.uniqueServerUrl).toBe(ELSEWHERE);
  });

  it.each(views)('everything can be used by everybody on $name', async ({ options, isTouch }) => {
    const opened = await openPage(browser, { ...options, reducedMotion: 'reduce' });
    const look = async (what: string) => {
      expect(await barriers(opened.page), what).toEqual([]);
      expect(await overflow(opened.page), what).toBeLessThanOrEqual(0);
      if (isTouch) expect(await smallTargets(opened.page), what).toEqual([]);
    };
    await signInToPortal(opened.page, perch);
    await opened.page.goto(`${perch.url}${SERVICES}`);
    await ymcs(opened.page).getByText('Works', { exact: true }).waitFor();
    await compare(opened.page).getByRole('link', { name: 'Desk 8002' }).waitFor();
    await look('the services');
    await ymcs(opened.page).getByRole('button', { name: 'Change' }).click();
    await opened.page.getByText('More', { exact: true }).last().click();
    await opened.page.getByLabel('Calls per minute').waitFor();
    await look('an account');
    await opened.page.goto(`${perch.url}${HOT_DESKING}/add`);
    await opened.page.getByRole('radio', { name: /^RPS/ }).check();
    await opened.page.getByText('It will be saved with your account', { exact: false }).waitFor();
    await look('the form of a desk');
    await opened.page.goto(`${perch.url}${HOT_DESKING}/${(await deskOf(MAC))?.id}`);
    await card(opened.page).getByText('48213').waitFor();
    await look('a desk');
    await opened.page.goto(`${perch.url}${SERVICES}/released`);
    await opened.page.getByText('No phone has been released yet').waitFor();
    await look('released phones');
    expect(opened.complaints).toEqual([]);
    await opened.page.context().close();
  });

  it('all that differ are replaced after a question that says how many', async () => {
    await page.goto(`${perch.url}${SERVICES}`);
    await compare().getByRole('button', { name: 'Replace all' }).click();
    const question = page.getByRole('alertdialog', { name: 'Replace what stands there for 1 phone?' });
    await question.getByRole('button', { name: 'Replace all' }).click();
    await compare().getByText('Nothing differs.').waitFor();
    await expect
      .poll(() => service.ours.get(FOREIGN)?.uniqueServerUrl, { timeout: PATIENCE_MS })
      .toBe((await deskOf(FOREIGN))?.provisioningUrl);
  });

  it('the links of phones that people enter by hand come as a table', async () => {
    await page.getByRole('button', { name: 'Download the table (CSV)' }).click();
    await page.getByText('No phone waits to be entered by hand.', { exact: true }).waitFor();
    const made = { displayName: 'Desk 8003', extension: '8003', mac: BY_HAND, vendor: 'mitel' };
    const desk = (await perch.api('POST', '/desks', { ...made, provisioning: 'rps', network: 'lan' }))
      .body as DeskView;
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the table (CSV)' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('perch-phones.csv');
    expect(await readFile(await file.path(), 'utf8')).toContain(
      `"${BY_HAND}","","${desk.provisioningUrl}","Desk 8003"`,
    );
    await page.getByText('The table has 1 phone.', { exact: true }).waitFor();
  });

  it('a phone whose desk is deleted is let go, which can be printed for whom it is sold to', async () => {
    await page.goto(`${perch.url}${SERVICES}`);
    await page.getByRole('link', { name: 'Released phones' }).click();
    await page.getByText('No phone has been released yet').waitFor();
    await perch.api('DELETE', `/desks/${(await deskOf(FOREIGN))?.id}`);
    const row = page.getByRole('row', { name: /80:5E:C0:00:00:02/ });
    await row.getByText('Removed there, and no longer found afterwards').waitFor();
    await row.getByText('Yealink YMCS').waitFor();
    expect(service.ours.has(FOREIGN)).toBe(false);
    expect(await barriers(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('navigation').first().waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Print this page' }).waitFor({ state: 'hidden' });
    await row.waitFor();
    await page.emulateMedia({ media: null });
  });

  it('an account is removed after a question; desks that are saved stay saved', async () => {
    await page.goto(`${perch.url}${SERVICES}`);
    await ymcs().getByRole('button', { name: 'Remove' }).click();
    await page
      .getByRole('alertdialog')
      .getByText('What stands at the service stays there', { exact: false })
      .waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await ymcs().getByText('Not set up', { exact: true }).waitFor();
    expect((await deskOf(MAC))?.rps).toMatchObject({ state: 'assigned' });
    expect(service.ours.has(MAC)).toBe(true);
    expect(complaints).toEqual([]);
  });
});

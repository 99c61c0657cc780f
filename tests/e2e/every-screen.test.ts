import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { OWNER, ownerEnv, signInToPortal } from '../support/portal.ts';

const missing = whyMissing('chromium');
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänskajüte 3';
const GATEWAYS = '/admin/call-manager/gateways';
const HOT_DESKING = '/admin/advanced-services/hot-desking';

type View = { name: string; options: BrowserContextOptions; isTouch: boolean };
/** Nothing half faded in is judged. */
const still: BrowserContextOptions = { reducedMotion: 'reduce' };
const views: readonly View[] = [
  { name: 'a mobile phone', options: { ...mobile, ...still, colorScheme: 'light' }, isTouch: true },
  { name: 'a wide screen in the dark', options: { ...wide, ...still, colorScheme: 'dark' }, isTouch: false },
];

/** DESIGN §9: WCAG 2.2 AA, mobile first, light and dark. */
describe.skipIf(missing !== undefined)(`every screen ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let desk: DeskView;
  let gateway: { id: string };

  beforeAll(async () => {
    perch = await startPerch({ env: ownerEnv });
    browser = await openChromium();
    const shared = { vendor: 'yealink', provisioning: 'link', network: 'lan', site: 'Hamburg', floor: '12' };
    const made = { displayName: LONG, extension: '8001', mac: '001565000001', ...shared };
    desk = (await perch.api('POST', '/desks', made)).body as DeskView;
    const trunk = {
      name: LONG,
      host: `${'very-'.repeat(9)}long.example.net`,
      username: '4930100',
      secret: 's3cret',
    };
    gateway = (await perch.api('POST', '/gateways', { ...trunk, sources: ['192.0.2.0/24'] })).body as {
      id: string;
    };
    const plan = {
      ...{
        logInCode: '*70',
        logOutCode: '*71',
        loggedOutCalls: { allow: 'listed', numbers: ['0301234567'] },
      },
      outboundRoutes: [{ prefix: '0', lengthMin: 3, strip: 1, prepend: '+49', gatewayIds: [gateway.id] }],
      inboundNumbers: Array.from({ length: 40 }, (_, index) => ({
        number: `+49301000${100 + index}`,
        extension: '101',
      })),
    };
    expect((await perch.api('PUT', '/dial-plan', plan)).status).toBe(200);
    const name = 'Maximiliane von Hohenstein-Württemberg-Sigmaringen';
    const email = 'maximiliane.von.hohenstein-wuerttemberg@example.org';
    await perch.api('POST', '/users', { extension: '101', name, email, pin: '4821', hotDesking: true });
    await perch.api('POST', '/users', { extension: '102', name: 'Ida', pin: '4821', hotDesking: false });
    const wanted = { does: 'speed-dial', number: '+4930123456789', label: LONG.slice(0, 40) };
    const keys = [wanted, { ...wanted, does: 'blf', page: 2 }];
    await perch.api('PUT', '/users/101/keys', { keys });
    await perch.api('PUT', `/desks/${desk.id}/keys`, { keys });
    // A stranger for the list of phones.
    for (let nth = 10; nth < 40; nth += 1) await fetch(`${perch.url}/cfg000b820000${nth}.xml`);
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  async function lookOver(page: Page, { isTouch }: View, address = page.url()): Promise<void> {
    expect(await barriers(page), address).toEqual([]);
    expect(await overflow(page), address).toBeLessThanOrEqual(0);
    if (isTouch) expect(await smallTargets(page), address).toEqual([]);
  }

  it.each(views)('of people at a desk can be used by everybody on $name', async (view) => {
    const { page } = await openPage(browser, view.options);
    for (const path of ['/', '/sign-in', '/nothing', '/setup/nothing', '/d/nothing', '/offline.html']) {
      await page.goto(perch.url + path);
      await lookOver(page, view);
    }
    await page.goto(desk.qrUrl);
    await lookOver(page, view, 'a free desk');
    await page.getByLabel('Your extension').fill('102');
    await page.getByLabel('Your PIN').fill('0000');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('do not go together').waitFor();
    await lookOver(page, view, 'a wrong PIN');
    await page.getByLabel('Your extension').fill('101');
    await page.getByLabel('Your PIN').fill('4821');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('rings here now').waitFor();
    await lookOver(page, view, 'one’s own desk');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You are logged out').waitFor();
    await page.context().close();
  });

  it.each(views)('of the portal can be used by everybody on $name', async (view) => {
    const { page } = await openPage(browser, view.options);
    await signInToPortal(page, perch);
    const paths = [
      ...[
        '/admin',
        '/admin/call-manager/users',
        '/admin/call-manager/users/101',
        '/admin/call-manager/phones',
        `/admin/call-manager/phones/${desk.mac}`,
        '/admin/call-manager/phones/security',
      ],
      ...[HOT_DESKING, `${HOT_DESKING}/add`, `${HOT_DESKING}/${desk.id}`, `${HOT_DESKING}/${desk.id}/edit`],
      ...[
        `${HOT_DESKING}/${desk.id}/label`,
        `${HOT_DESKING}/labels`,
        `${HOT_DESKING}/edge`,
        `${HOT_DESKING}/import`,
        '/admin/redirection-services',
        '/admin/redirection-services/released',
        '/admin/audit-log',
      ],
    ];
    for (const path of paths) {
      await page.goto(perch.url + path);
      await page.locator('main h1').waitFor();
      await lookOver(page, view);
    }
    await page.goto(`${perch.url}/admin/call-manager/users/101`);
    await page.getByRole('tab', { name: 'Keys' }).click();
    await page.getByRole('button', { name: 'Add key' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This must not be empty.').first().waitFor();
    await lookOver(page, view, 'keys with mistakes');
    await page.goto(`${perch.url}/admin/call-manager/users`);
    await page.getByRole('button', { name: 'Add user' }).click();
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('This must not be empty.').waitFor();
    await lookOver(page, view, 'a form with mistakes');
    await page.goto(`${perch.url}${HOT_DESKING}/${desk.id}`);
    await page.getByText('DHCP', { exact: true }).click();
    await page.getByLabel('Your server').selectOption('dnsmasq');
    await page.getByText('set:desk-8001').waitFor();
    await lookOver(page, view, 'what the DHCP server is told');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').waitFor();
    await lookOver(page, view, 'a question');
    await page.context().close();
  });

  it.each(views)('of where numbers lead can be used by everybody on $name', async (view) => {
    const { page } = await openPage(browser, view.options);
    await signInToPortal(page, perch);
    const paths = [GATEWAYS, `${GATEWAYS}/add`, `${GATEWAYS}/${gateway.id}`, '/admin/call-manager/emergency'];
    for (const path of paths) {
      await page.goto(perch.url + path);
      await page.locator('main h1').waitFor();
      await lookOver(page, view);
    }
    await page.goto(`${perch.url}/admin/call-manager/dial-plan`);
    await page.getByLabel('Number, as it is dialled').fill('030 1234567');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('0301234567 goes outside as +49301234567').waitFor();
    await page.getByLabel('Digits from').fill('forty');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A number from 1 to 30.').waitFor();
    await lookOver(page, view, 'a plan with a mistake, and a number explained');
    await page.getByRole('button', { name: 'Paste lines' }).click();
    await lookOver(page, view, 'numbers to paste');
    await page.context().close();
  });

  it('say what was refused and what was found in the reader’s language', async () => {
    const { page } = await openPage(browser, { ...wide, locale: 'de-DE' });
    await page.goto(`${perch.url}/sign-in`);
    await page.locator('input[type=email]').fill(OWNER.email);
    await page.locator('input[type=password]').fill(OWNER.password);
    await page.locator('button[type=submit]').click();
    await page.getByText('Adresse für Telefone').waitFor();
    await page.getByText('127.0.0.1 ist nur dieser Rechner').waitFor();
    await page.goto(`${perch.url}${HOT_DESKING}/add`);
    await page.getByLabel('MAC-Adresse').fill(desk.mac);
    await page.getByLabel('Anzeigename').fill('Fenster 4');
    await page.getByLabel('Nebenstelle').fill('8001');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('Diese Nebenstelle ist vergeben.').waitFor();
    await page.getByLabel('Nebenstelle').fill('acht');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('Eine Nebenstelle hat 2 bis 10 Ziffern.').waitFor();
    await page.getByLabel('Nebenstelle').and(page.locator(':focus')).waitFor();
    await page.getByLabel('Nebenstelle').fill('8002');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('Dieses Telefon hat schon einen Platz.').waitFor();
    await page.context().close();
  });
});

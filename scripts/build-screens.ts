import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { type Barcode, drawLabel } from './draw-label.ts';

/**
 * Takes the pictures of the documentation from a demo that runs: `node scripts/build-screens.ts PORTAL PHONES`, the two
 * addresses that `npm run demo` prints. Somebody logs in at the first desk and leaves again.
 */
const [portal = 'http://localhost:3000', phones = 'http://localhost:3100'] = process.argv.slice(2);
const SCREENS = join('docs', 'screens');
const inScreens = (name: string): string => join(SCREENS, `${name}.png`);

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const admin = await signIn(browser);
const desk = await firstDesk(admin);
const label = await takeLabel(admin, desk.id);
const mobile = await mobilePage(browser, 'light');
await mobile.goto(desk.page);
await mobile.getByLabel('Your extension').fill('101');
await mobile.getByLabel('Your PIN').fill('4321');
const form = await mobile.screenshot();
await mobile.getByRole('button', { name: 'Log in' }).click();
await mobile.locator('[data-desk-state=settled]').waitFor();
const mine = await mobile.screenshot({ path: inScreens('desk-mobile') });
await mobile.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
await mobile.waitForFunction(isDrawnDark);
await mobile.screenshot({ path: inScreens('desk-mobile-dark') });
await takeFlow(browser, [label, form, mine]);
await takeAdmin(admin);
await takeScan(admin);
await takePhones(browser);
await mobile.getByRole('button', { name: 'Log out' }).click();
await mobile.locator('[data-desk-state=free]').waitFor();
await browser.close();

/** Whether the page's ground is dark by now: the change reaches it a moment after it was asked for. */
function isDrawnDark(): boolean {
  const [red = 255] =
    getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
  return red < 64;
}

async function signIn(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  await page.goto(`${portal}/sign-in`);
  await page.getByLabel('E-mail address').fill('admin@example.com');
  await page.getByLabel('Password', { exact: true }).fill('perch-demo-office');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return page;
}

async function firstDesk(page: Page): Promise<{ id: string; page: string }> {
  await page.goto(`${portal}/admin/advanced-services/hot-desking`);
  await page.getByRole('link', { name: 'Window desk' }).click();
  const link = page.getByRole('link', { name: 'Open the desk’s page' }).or(page.locator('a[href^="/d/"]'));
  const address = (await link.first().getAttribute('href')) ?? '';
  return { id: new URL(page.url()).pathname.split('/').at(-1) ?? '', page: portal + address };
}

async function takeLabel(page: Page, id: string): Promise<Buffer> {
  await page.goto(`${portal}/admin/advanced-services/hot-desking/${id}/label`);
  return page.getByRole('article').screenshot();
}

async function mobilePage(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true },
    // Colours that fade are pictured when they have arrived.
    ...{ locale: 'en-GB', colorScheme, reducedMotion: 'reduce' },
  });
  return context.newPage();
}

/** Label, form and answer beside one another. */
async function takeFlow(browser: Browser, pictures: readonly Buffer[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1230, height: 640 } });
  const figures = pictures
    .map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`)
    .join('<span>→</span>');
  await page.setContent(`<style>
    body { margin: 0; height: 640px; display: flex; align-items: center; justify-content: center; gap: 26px; background: #e6efed }
    img { height: 580px; border-radius: 26px; box-shadow: 0 14px 34px rgb(22 33 31 / 18%) }
    img:first-child { height: 430px; border-radius: 22px }
    span { font: 600 44px system-ui; color: #0b5f66 }</style>${figures}`);
  await page.screenshot({ path: inScreens('qr-flow') });
  await page.close();
}

async function takeAdmin(page: Page): Promise<void> {
  const pages = [
    { name: 'portal', path: '/admin', shows: 'Start-up check-list' },
    { name: 'phones', path: '/admin/call-manager/phones', shows: 'Create hot desk' },
    { name: 'hot-desking', path: '/admin/advanced-services/hot-desking', shows: 'Ann Archer' },
    { name: 'redirection-services', path: '/admin/redirection-services', shows: 'YMCS' },
  ];
  for (const { name, path, shows } of pages) {
    await page.goto(portal + path);
    await page.getByText(shows).first().waitFor();
    await page.screenshot({ path: inScreens(name) });
  }
  await takePhonePage(page);
  await takeRpsForm(page);
}

/** Of a desk whose phone shall come from anywhere, while there is no account yet. */
async function takeRpsForm(page: Page): Promise<void> {
  await page.goto(`${portal}/admin/advanced-services/hot-desking/add`);
  await page.getByLabel('MAC address').fill('80:5E:C0:12:34:56');
  await page.getByRole('radio', { name: /^RPS/ }).check();
  await page.getByText('Set up an account').waitFor();
  await page
    .locator('form section')
    .first()
    .screenshot({ path: inScreens('rps-form') });
}

/** A label before the camera of a mobile. */
async function takeScan(page: Page): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'perch-screens-'));
  const film = join(folder, 'film.mjpeg');
  const label: Barcode[] = [
    { kind: 'code128', text: '805EC0123456', caption: 'MAC: 805EC0123456' },
    { kind: 'code128', text: '3146012345678901', caption: 'S/N: 3146012345678901' },
  ];
  await writeFile(film, await drawLabel(browser, label, 'jpeg'));
  const withCamera = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  const mobile = await mobilePage(withCamera, 'light');
  await mobile.context().addCookies(await page.context().cookies());
  await mobile.goto(`${portal}/admin/advanced-services/hot-desking/add`);
  await mobile.getByRole('button', { name: 'Scan the label' }).click();
  await mobile.getByRole('button', { name: 'Use these' }).waitFor();
  await mobile.getByText('3146012345678901').last().waitFor();
  await mobile.screenshot({ path: inScreens('scan-label') });
  await withCamera.close();
  await rm(folder, { recursive: true });
}

async function takePhonePage(page: Page): Promise<void> {
  await page.goto(`${portal}/admin/call-manager/phones`);
  await page.locator('tbody a[href*="/phones/"]').last().click();
  await page.getByText('Last requests').waitFor();
  await page.screenshot({ path: inScreens('phone') });
}

async function takePhones(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme: 'light' });
  await page.goto(phones);
  await page.getByText('Registered as 101').waitFor();
  await page.waitForFunction(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0));
  await page.screenshot({ path: inScreens('sim') });
  await page.close();
}

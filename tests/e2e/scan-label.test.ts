import type { Browser, BrowserContextOptions, Page, Request } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { type Barcode, drawLabel } from '../../scripts/draw-label.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openChromiumWithCamera, openPage, wide } from '../support/chromium.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';

const missing = whyMissing('chromium');
const HOT_DESKING = '/admin/advanced-services/hot-desking';
/** A name that leads here and is not the loopback to a browser, so what it brings by plain HTTP is not to be trusted. */
const PLAIN_HOST = 'perch.test';

const product: Barcode = { kind: 'ean13', text: '6938818303102' };
const yealinkMac: Barcode = { kind: 'code128', text: '805EC0123456', caption: 'MAC: 805EC0123456' };
const yealinkSerial: Barcode = {
  ...{ kind: 'code128', text: '3146012345678901' },
  caption: 'S/N: 3146012345678901',
};
const partNumber: Barcode = { kind: 'code39', text: '11010-00541', caption: 'P/N' };
const fanvil: Barcode = { kind: 'qrcode', text: 'MAC:0C383E123456;SN:X4U2103A00123;MODEL:X4U' };

const views = [
  { name: 'a mobile phone', options: { ...mobile, colorScheme: 'light' }, isTouch: true },
  { name: 'a wide screen in the dark', options: { ...wide, colorScheme: 'dark' }, isTouch: false },
] as const;

/** What a camera or a photo shows of a phone’s barcodes comes into the form of a desk: the real product and decoder. */
describe.skipIf(missing !== undefined)(`scanning a phone’s label ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let withoutCamera: Browser;
  let withCamera: Browser;

  beforeAll(async () => {
    perch = await startPerch({
      env: ownerEnv,
    });
    withoutCamera = await openChromium([`--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`]);
    const film = [
      [product, yealinkMac],
      [yealinkSerial, partNumber],
    ];
    const pictures: Buffer[] = [];
    for (const codes of film) pictures.push(await drawLabel(withoutCamera, codes, 'jpeg'));
    withCamera = await openChromiumWithCamera(pictures);
  });
  afterAll(async () => {
    await withCamera?.close();
    await withoutCamera?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  type Options = BrowserContextOptions & { base?: string };

  /** The form of a new desk, and everything that is asked of anybody from there on. */
  async function openForm(browser: Browser, { base = perch.url, ...options }: Options = wide) {
    const { page, complaints } = await openPage(browser, { reducedMotion: 'reduce', ...options });
    const requests: Request[] = [];
    page.context().on('request', (request) => requests.push(request));
    await signInToPortal(page, { url: base });
    await page.goto(`${base}${HOT_DESKING}/add`);
    return { page, complaints, requests };
  }

  const scan = (page: Page) => page.getByRole('button', { name: 'Scan the label' });
  const sheet = (page: Page) => page.getByRole('dialog', { name: 'Scan the label' });
  const mac = (page: Page) => page.getByLabel('MAC address');
  const serial = (page: Page) => page.getByRole('textbox', { name: 'Serial number' });
  const givePhoto = async (page: Page, codes: readonly Barcode[]) =>
    page.locator('input[type=file]').setInputFiles({
      ...{ name: 'label.png', mimeType: 'image/png' },
      buffer: await drawLabel(withoutCamera, codes),
    });
  const isWasm = (request: Request) => new URL(request.url()).pathname.endsWith('.wasm');

  it('the camera’s pictures fill in MAC address and serial number, and nothing is asked of anybody else', async () => {
    const { page, complaints, requests } = await openForm(withCamera);
    // From now on files come out of the app’s cache, as they do at every later visit.
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await scan(page).waitFor();
    expect(requests.some(isWasm)).toBe(false);
    await scan(page).press('Enter');
    await sheet(page).getByText('80:5E:C0:12:34:56', { exact: true }).waitFor();
    await sheet(page).getByRole('radio', { name: '3146012345678901' }).check();
    await sheet(page).getByRole('radio', { name: '11010-00541' }).waitFor();
    await sheet(page).getByRole('button', { name: 'Use these' }).press('Enter');
    await sheet(page).waitFor({ state: 'detached' });
    expect(await mac(page).inputValue()).toBe('80:5E:C0:12:34:56');
    expect(await serial(page).inputValue()).toBe('3146012345678901');
    expect(await scan(page).evaluate((button) => button === document.activeElement)).toBe(true);
    await page.getByLabel('Display name').fill('Window 3');
    await page.getByLabel('Extension number').fill('8001');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByRole('heading', { name: 'Window 3' }).waitFor();
    const { items } = (await perch.api('GET', '/desks')).body as { items: DeskView[] };
    expect(items).toMatchObject([{ mac: '805ec0123456', serial: '3146012345678901', vendor: 'yealink' }]);
    expect(requests.some(isWasm)).toBe(true);
    expect(new Set(requests.map((request) => new URL(request.url()).origin))).toEqual(new Set([perch.url]));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the camera is on only while the sheet is open and its page is looked at', async () => {
    const { page } = await openForm(withCamera);
    await page.evaluate(() => {
      const devices = navigator.mediaDevices;
      const ask = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        Object.assign(window, { track: stream.getVideoTracks()[0] });
        return stream;
      };
    });
    const track = () =>
      page.evaluate(() => (window as unknown as { track?: MediaStreamTrack }).track?.readyState);
    await scan(page).click();
    await expect.poll(track).toBe('live');
    const look = (state: string) =>
      page.evaluate((visibilityState) => {
        Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await look('hidden');
    await expect.poll(track).toBe('ended');
    await look('visible');
    await expect.poll(track).toBe('live');
    await page.keyboard.press('Escape');
    await expect.poll(track).toBe('ended');
    await page.context().close();
  });

  it.each([
    ['by plain HTTP', PLAIN_HOST, 'Browsers let only pages opened with https use the camera.'],
    ['without a camera', undefined, 'No camera was found.'],
  ])('%s a photo does the same, and one without barcodes says what to do', async (_, host, why) => {
    const base = host && perch.url.replace('127.0.0.1', host);
    const { page, requests } = await openForm(withoutCamera, { ...mobile, ...(base ? { base } : {}) });
    await scan(page).click();
    const before = requests.length;
    await sheet(page).getByText(why, { exact: false }).waitFor();
    await givePhoto(page, []);
    await sheet(page).getByText('No barcode could be read in this photo.', { exact: false }).waitFor();
    await givePhoto(page, [product]);
    await sheet(page).getByText('That is the barcode of the product.', { exact: false }).waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'label.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await sheet(page).getByText('This file cannot be opened as a picture.', { exact: false }).waitFor();
    await givePhoto(page, [fanvil]);
    await sheet(page).waitFor({ state: 'detached' });
    expect(await mac(page).inputValue()).toBe('0C:38:3E:12:34:56');
    expect(await serial(page).inputValue()).toBe('X4U2103A00123');
    expect(await page.getByLabel('Maker', { exact: true }).inputValue()).toBe('fanvil');
    const sent = requests.slice(before).filter((request) => request.postDataBuffer() !== null);
    expect(sent.map((request) => request.url())).toEqual([]);
    await page.context().close();
  });

  it('somebody who does not allow the camera is told what to do', async () => {
    const { page } = await openForm(withoutCamera);
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await scan(page).click();
    await sheet(page).getByText('This page may not use the camera.', { exact: false }).waitFor();
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'));
    });
    await sheet(page).getByRole('button', { name: 'Try again' }).click();
    await sheet(page).getByText('another program may be using it', { exact: false }).waitFor();
    await page.context().close();
  });

  it('a reader that cannot be loaded says so, and is loaded when the connection is back', async () => {
    const { page } = await openForm(withoutCamera, { ...wide, serviceWorkers: 'block' });
    const parts = '**/_next/static/{media/*.wasm,chunks/turbopack-worker-*}';
    await page.context().route(parts, (route) => route.abort());
    await scan(page).click();
    for (const _ of ['at first', 'once more']) {
      await givePhoto(page, [fanvil]);
      await sheet(page).getByText('The barcode reader could not be loaded.', { exact: false }).waitFor();
      await sheet(page).getByRole('button', { name: 'Use a photo' }).waitFor();
    }
    await page.context().unroute(parts);
    await givePhoto(page, [fanvil]);
    await sheet(page).waitFor({ state: 'detached' });
    expect(await mac(page).inputValue()).toBe('0C:38:3E:12:34:56');
    await page.context().close();
  });

  it.each(views)('everything can be used by everybody on $name', async ({ options, isTouch }) => {
    for (const browser of [withCamera, withoutCamera]) {
      const { page } = await openForm(browser, options);
      const look = async (what: string) => {
        expect(await barriers(page), what).toEqual([]);
        expect(await overflow(page), what).toBeLessThanOrEqual(0);
        if (isTouch) expect(await smallTargets(page), what).toEqual([]);
      };
      await look('the form');
      await scan(page).click();
      if (browser === withoutCamera) await givePhoto(page, [product, partNumber]);
      await sheet(page).getByText('11010-00541').last().waitFor();
      await look('the sheet');
      await page.context().close();
    }
  });

  it('a phone that has a desk is refused by the form’s own sentence, and another one takes its own numbers', async () => {
    const { page } = await openForm(withoutCamera);
    const { items } = (await perch.api('GET', '/desks')).body as { items: DeskView[] };
    const photograph = async (codes: readonly Barcode[]) => {
      await scan(page).click();
      await givePhoto(page, codes);
      await sheet(page).getByRole('button', { name: 'Use the MAC address' }).click();
    };
    await photograph([yealinkMac]);
    await page.getByLabel('Display name').fill('Window 4');
    await page.getByLabel('Extension number').fill('8002');
    await page.getByRole('button', { name: 'OK' }).click();
    await page.getByText('This phone has a desk already.').waitFor();
    await page.goto(`${perch.url}${HOT_DESKING}/${items[0]?.id}/edit`);
    await expect.poll(() => serial(page).inputValue()).toBe('3146012345678901');
    await photograph([{ kind: 'code128', text: 'MAC: 805EC0123457' }]);
    expect(await mac(page).inputValue()).toBe('80:5E:C0:12:34:57');
    expect(await serial(page).inputValue()).toBe('');
    await page.context().close();
  });
});

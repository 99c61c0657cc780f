import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage } from '../support/chromium.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

const missing = whyMissing('chromium');

describe.skipIf(missing !== undefined)(`without a connection ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let browser: Browser;
  let desk: DeskView;

  beforeAll(async () => {
    perch = await startPerch();
    browser = await openChromium();
    const shared = { vendor: 'yealink', provisioning: 'link', network: 'lan' };
    const made = { displayName: 'Window 3', extension: '8001', mac: '001565000001', ...shared };
    desk = (await perch.api('POST', '/desks', made)).body as DeskView;
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
  });

  it('is installable: a manifest, icons that are there, and a service worker that is never kept', async () => {
    const manifest = (await (await fetch(`${perch.url}/manifest.webmanifest`)).json()) as {
      name: string;
      icons: { src: string }[];
    };
    expect(manifest).toMatchObject({ name: 'Perch', display: 'standalone' });
    for (const { src } of manifest.icons) expect((await fetch(perch.url + src)).status).toBe(200);
    const worker = await fetch(`${perch.url}/sw.js`);
    expect(worker.status).toBe(200);
    expect(worker.headers.get('cache-control')).toBe('no-cache');
  });

  it('opens the shell and says so, and has kept nothing of a person', async () => {
    const { page } = await openPage(browser, mobile);
    await page.goto(desk.qrUrl);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    const kept = await page.evaluate(async () => {
      const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = await Promise.all(caches_.map((cache) => cache.keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain('/offline.html');
    expect(kept.filter((path) => /^\/(d|admin|api|setup|sign-in)(\/|$)/.test(path))).toEqual([]);
    await page.context().setOffline(true);
    await page.goto(desk.qrUrl);
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    await page.context().setOffline(false);
    // The page hears that the connection is back, and looks by itself.
    await page.getByRole('heading', { name: 'Window 3' }).waitFor();
    await perch.end();
    await page.reload();
    await page.getByRole('heading', { name: 'You are offline' }).waitFor();
    perch = await perch.startAgain();
    // The network was there all the time: nothing tells the page, so it asks.
    await page.getByRole('heading', { name: 'Window 3' }).waitFor();
    await page.context().close();
  });
});

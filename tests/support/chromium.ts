import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { tempFolder } from './temp-folder.ts';

const PROGRAM = '/usr/bin/chromium';
/** Nothing that reaches out of this machine by itself. */
const ARGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const PATIENCE_MS = 20_000;

export const openChromium = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: PROGRAM, args: [...ARGS, ...more] });

/** With a camera that films these pictures (JPEG) in turn, and may be used by every page. */
export async function openChromiumWithCamera(pictures: readonly Buffer[]) {
  const folder = tempFolder();
  const film = join(folder.path, 'film.mjpeg');
  await writeFile(film, Buffer.concat(pictures));
  const browser = await openChromium([
    ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  browser.once('disconnected', () => folder[Symbol.dispose]());
  return browser;
}

export const wide: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const mobile: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

/** A page of somebody new: no cookie, English. What the browser complains of is collected in `complaints`. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That an answer was a refusal is told here too, and is no fault of the page.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      complaints.push(message.text());
  });
  return { page, complaints };
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';

/** Draws the app's icons from the mark in `app/_ui/logo.tsx` with Chromium. The results are committed. */
const ICONS = join('public', 'icons');
const GROUND = '#0b4a50';
const ON_GROUND =
  '--mark-tail:#2f9aa2;--mark-body:#39b3bb;--mark-breast:#f59b5b;--mark-wing:#1f7f88;color:#f6f5f0';

const source = readFileSync(join('app', '_ui', 'logo.tsx'), 'utf8');
const drawing = /<svg[^>]*>([\s\S]*?)<\/svg>/.exec(source)?.[1];
if (drawing === undefined) throw new Error('app/_ui/logo.tsx has no drawing any more');

/** `room` is the part of the icon that the mark takes; `round` the radius of the corners, of 100. */
function icon({ room, round }: { room: number; round: number }): string {
  const scale = room / 64;
  const offset = (100 - room) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" style="${ON_GROUND}"><rect width="100" height="100" rx="${round}" fill="${GROUND}"/><g transform="translate(${offset} ${offset}) scale(${scale})">${drawing}</g></svg>`;
}

const files = [
  { name: 'icon-192.png', pixels: 192, svg: icon({ room: 84, round: 22 }) },
  { name: 'icon-512.png', pixels: 512, svg: icon({ room: 84, round: 22 }) },
  { name: 'maskable-512.png', pixels: 512, svg: icon({ room: 64, round: 0 }) },
  { name: 'icon-32.png', pixels: 32, svg: icon({ room: 94, round: 22 }) },
  { name: 'apple-touch-icon.png', pixels: 180, svg: icon({ room: 78, round: 0 }) },
];

writeFileSync(join(ICONS, 'icon.svg'), `${icon({ room: 84, round: 22 })}\n`);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { name, pixels, svg } of files) {
  const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
  await page.screenshot({ path: join(ICONS, name), omitBackground: true });
}
await browser.close();

/** Browsers ask for this name without being told. An ICO file may hold one PNG as it is. */
const png = readFileSync(join(ICONS, 'icon-32.png'));
const head = Buffer.alloc(22);
head.set([0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0]);
head.writeUInt32LE(png.length, 14);
head.writeUInt32LE(head.length, 18);
writeFileSync(join('public', 'favicon.ico'), Buffer.concat([head, png]));

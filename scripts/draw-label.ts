import bwip from 'bwip-js/node';
import type { Browser } from 'playwright';

export type Barcode = { kind: 'code128' | 'code39' | 'ean13' | 'qrcode'; text: string; caption?: string };

const SIZE = { width: 1280, height: 720 };

/** A label as at the back of a phone, drawn. No barcode: paper with a line of text. */
export async function drawLabel(browser: Browser, codes: readonly Barcode[], type: 'png' | 'jpeg' = 'png') {
  const page = await browser.newPage({ viewport: SIZE });
  await page.setContent(`<style>
    body { margin: 0; height: ${SIZE.height}px; background: #8a8f8c; display: grid; place-items: center; font: 600 22px sans-serif }
    main { background: #f4f3ee; border-radius: 14px; padding: 26px 44px; display: grid; gap: 18px; justify-items: start; transform: rotate(-2deg) }
    figure { margin: 0 } figcaption { margin-top: 4px }</style>
    <main>SIP-T54W, 5 V, 2 A${codes.map(figure).join('')}</main>`);
  const picture = await page.screenshot({ type, ...(type === 'jpeg' ? { quality: 95 } : {}) });
  await page.close();
  return picture;
}

function figure({ kind, text, caption = text }: Barcode): string {
  const isSquare = kind === 'qrcode';
  const scale = { qrcode: 5, code39: 2, code128: 3, ean13: 3 }[kind];
  const svg = bwip.toSVG({ bcid: kind, text, scale, ...(isSquare ? {} : { height: 14 }) });
  const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  return `<figure>${svg.replace('<svg', `<svg width="${width}" height="${height}"`)}<figcaption>${caption}</figcaption></figure>`;
}

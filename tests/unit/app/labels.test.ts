import { describe, expect, it } from 'vitest';
import { labelsPdf } from '../../../app/admin/advanced-services/hot-desking/label/labels-pdf.ts';
import {
  boxOf,
  layouts,
  readSize,
} from '../../../app/admin/advanced-services/hot-desking/label/pdf-layout.ts';

const words = { instruction: 'Scan', steps: 'Key your extension and PIN.', dial: 'Or dial *70.' };
const label = { name: 'Window 3', qrUrl: 'https://perch.example.org/d/token' };

describe('labels to print', () => {
  it('lie side by side within the page, without covering one another', () => {
    const layout = layouts.a4;
    const boxes = Array.from({ length: layout.columns * layout.rows }, (_, index) => boxOf(layout, index));
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(layout.page[0]);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.page[1]);
    }
    const covers = boxes.some((a, i) =>
      boxes.some(
        (b, j) =>
          i < j &&
          a.x < b.x + b.width - 0.01 &&
          b.x < a.x + a.width - 0.01 &&
          a.y < b.y + b.height - 0.01 &&
          b.y < a.y + a.height - 0.01,
      ),
    );
    expect(covers).toBe(false);
  });

  it('prints names of every script and any length, as many to a page as fit', async () => {
    const names = ['Łódź', '窓際 3', 'Bürö “A”', 'x'.repeat(60)];
    for (const size of ['a6', 'sticker', 'a4'] as const) {
      const pdf = await labelsPdf([...names.map((name) => ({ ...label, name })), label], { size, words });
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    }
  });

  it('takes the card for a size that it does not know', () => {
    expect(readSize('poster')).toBe('a6');
    expect(readSize(null)).toBe('a6');
    expect(readSize('sticker')).toBe('sticker');
  });
});

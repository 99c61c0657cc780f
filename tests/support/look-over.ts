import axe from 'axe-core';
import type { Page } from 'playwright';

const TOUCH_MIN_PX = 44;
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What on a page would keep somebody from using it, by axe's rules for WCAG 2.2 AA: rule, element, why. */
export async function barriers(page: Page): Promise<string[]> {
  // Titles may follow their page.
  await page.waitForFunction(() => document.title !== '');
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const checker = (window as unknown as { axe: typeof axe }).axe;
    const found = await checker.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return found.violations;
  }, WCAG);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

/** What a thumb can miss: controls that are lower than 44 pixels. Links within sentences are as high as their line. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((minPx) => {
    const controls =
      'button:not([role=switch]), select, nav a, header a, input:not([type=checkbox], [type=radio])';
    return [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((control) => control.checkVisibility())
      .map((control) => ({ control, height: control.getBoundingClientRect().height }))
      .filter(({ height }) => height > 1 && height < minPx - 0.5)
      .map(({ control, height }) => `${height} px: ${control.outerHTML.slice(0, 200)}`);
  }, TOUCH_MIN_PX);
}

/** By how many pixels a page is wider than the screen that it is shown on. */
export function overflow(page: Page): Promise<number> {
  const width = page.viewportSize()?.width ?? 0;
  return page.evaluate(
    (shown) => Math.max(document.documentElement.scrollWidth, window.innerWidth) - shown,
    width,
  );
}

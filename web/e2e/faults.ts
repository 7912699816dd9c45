/*
 * What is wrong with a page for people: by axe, with every rule of WCAG 2.2 AA and good practice, and whether what can
 * be used sticks out of the window. Nothing is.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function noFaults(page: Page, what: string, within?: string): Promise<void> {
  // Contrast is measured on what stands still.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity,
      ),
  );
  // The other mode opens a page of its own for each check, for the sake of frames, of which there are none.
  const axe = new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true);
  const { violations } = await (within ? axe.include(within) : axe).analyze();
  const found = violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
  expect([...found, ...(await outside(page))], what).toEqual([]);
}

/** What can be used, is not hidden, and lies beside the window where no scrolling brings it in. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const reachable = (element: Element): boolean => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const { overflowX, position } = getComputedStyle(at);
        if (/auto|scroll/.test(overflowX)) return true;
        if (position === 'fixed') return false;
      }
      return false;
    };
    return [...document.querySelectorAll('button, a, input, select, textarea, [role^="menu"]')]
      .filter((each) => {
        const { left, right, width } = each.getBoundingClientRect();
        return (
          width > 1 &&
          (left < -1 || right > window.innerWidth + 1) &&
          each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
          !reachable(each)
        );
      })
      .map((each) => `sticks out: ${each.outerHTML.slice(0, 120)}`);
  });
}

/* What axe finds on a page, by every rule of WCAG 2.2 AA and good practice: nothing. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export async function noFaults(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze();
  expect(
    violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(' | ')}`),
    what,
  ).toEqual([]);
}

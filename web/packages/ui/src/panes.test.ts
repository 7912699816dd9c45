import { expect, it } from 'vitest';
import { PANES, paneWidth } from './panes.ts';

it('keeps a pane between its limits, and starts where nobody has chosen', () => {
  expect(paneWidth('list', undefined)).toBe(PANES.list.first);
  expect(paneWidth('list', 300.4)).toBe(300);
  expect(paneWidth('list', 10)).toBe(PANES.list.min);
  expect(paneWidth('context', 9000)).toBe(PANES.context.max);
});

/* A test after which nobody is left at the desk or in line, however it ended. */
import { test as base } from '@playwright/test';
import { Desk } from './desk.ts';
import { Visitor } from './visitor.ts';

export const test = base.extend<{ tidy: undefined }>({
  tidy: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures are used.
    async ({}, use) => {
      await use(undefined);
      await Visitor.closeAll();
      await Desk.closeAll();
    },
    { auto: true },
  ],
});

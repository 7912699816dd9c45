import { expect, it } from 'vitest';
import { backoffMs, FIRST_MS, LONGEST_MS } from './backoff.ts';

it('doubles, keeps half of the wait certain and never passes the longest', () => {
  expect(backoffMs(0, 0)).toBe(FIRST_MS / 2);
  expect(backoffMs(1, 0)).toBe(FIRST_MS);
  expect(backoffMs(40, 0.999)).toBeLessThanOrEqual(LONGEST_MS);
  for (let attempt = 0; attempt < 12; attempt += 1) {
    expect(backoffMs(attempt, 1)).toBe(backoffMs(attempt, 0) * 2);
  }
});

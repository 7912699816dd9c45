import { expect, it } from 'vitest';
import { earlier, TAIL_ROWS, tailStart } from './tail.ts';

it('draws a short conversation whole and the end of a long one', () => {
  expect(tailStart(3)).toBe(0);
  expect(tailStart(TAIL_ROWS)).toBe(0);
  expect(tailStart(1500)).toBe(1500 - TAIL_ROWS);
});

it('comes to the beginning in the end', () => {
  let from = tailStart(400);
  let asked = 0;
  while (from > 0) {
    from = earlier(from);
    asked += 1;
  }
  expect(asked).toBe(2);
});

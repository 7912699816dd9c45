import type { QueueLive } from '@centralino/api/types.ts';
import { expect, it } from 'vitest';
import { levelTone, totals } from './model.ts';

const queue = (waiting: number, longest_wait_s: number, active: number) =>
  ({ waiting, longest_wait_s, active }) as QueueLive;

it('adds what can be added and takes the longest of the waits', () => {
  expect(totals([queue(2, 40, 3), queue(1, 95, 0)])).toEqual({
    waiting: 3,
    longestWaitS: 95,
    active: 3,
  });
  expect(totals([])).toEqual({ waiting: 0, longestWaitS: 0, active: 0 });
});

it('has no colour for no data', () => {
  expect([null, 85, 75, 20].map((pct) => levelTone(pct, 80))).toEqual([
    'plain',
    'ok',
    'warn',
    'bad',
  ]);
});

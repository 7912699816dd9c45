import type { QueueLive, Waiting } from '@centralino/api/types.ts';
import { expect, it } from 'vitest';
import { levelTone, totals, withWaitsAt } from './model.ts';

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

it('lets the longest wait grow between two words of the server', () => {
  const queues = [
    { id: 'queue_1', longest_wait_s: 10 },
    { id: 'queue_2', longest_wait_s: 0 },
  ];
  const waiting = [{ queue: { id: 'queue_1', name: '' }, enqueued_at: '2026-03-02T08:00:00Z' }];
  const at = Date.parse('2026-03-02T08:00:42Z');
  const seen = withWaitsAt(queues as QueueLive[], waiting as Waiting[], at);
  expect(seen.map((each) => each.longest_wait_s)).toEqual([42, 0]);
});

import type { IntervalRow } from '@centralino/api/reports.ts';
import { expect, it } from 'vitest';
import { bounds, centsOf, changePct, dayIn, withoutQuietEnds } from './model.ts';

it('a day begins and ends at the midnights of the tenant', () => {
  expect(bounds('2026-01-10', '2026-01-10', 'Europe/Rome')).toEqual({
    from: '2026-01-09T23:00:00.000Z',
    to: '2026-01-10T23:00:00.000Z',
  });
});

it('the day on which the clocks go forward has 23 hours', () => {
  const { from, to } = bounds('2026-03-29', '2026-03-29', 'Europe/Rome');
  expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(23);
});

it('today depends on where one is', () => {
  const late = Date.parse('2026-01-10T23:30:00Z');
  expect(dayIn('Europe/Rome', late)).toBe('2026-01-11');
  expect(dayIn('America/New_York', late)).toBe('2026-01-10');
});

it('leaves out the quiet hours at both ends and keeps those between', () => {
  const row = (offered: number) => ({ offered, handled: 0, waiting: 0 }) as IntervalRow;
  expect(withoutQuietEnds([0, 2, 0, 1, 0].map(row)).map((each) => each.offered)).toEqual([2, 0, 1]);
  expect(withoutQuietEnds([0, 0].map(row))).toEqual([]);
});

it('an amount is read as people write it, and nothing else is one', () => {
  expect(['24', '24,5', '24.50', ' 7 '].map(centsOf)).toEqual([2400, 2450, 2450, 700]);
  expect(['', '-1', '1.234,00', '3.999', 'ten'].map(centsOf)).toEqual(Array(5).fill(undefined));
});

it('a change needs something to compare with', () => {
  expect([changePct(15, 10), changePct(5, 10), changePct(5, 0)]).toEqual([50, -50, undefined]);
});

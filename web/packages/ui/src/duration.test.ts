import { expect, it } from 'vitest';
import { clock, span } from './duration.ts';

it('a clock runs over minutes and hours and never below zero', () => {
  expect([-3, 0, 9, 75, 3725].map(clock)).toEqual(['0:00', '0:00', '0:09', '1:15', '1:02:05']);
});

it('a span takes the unit a person would use', () => {
  expect(span(42)).toEqual({ key: 'duration.s', n: 42 });
  expect(span(82)).toEqual({ key: 'duration.mins', m: 1, s: 22 });
  expect(span(150)).toEqual({ key: 'duration.mins', m: 2, s: 30 });
  expect(span(180)).toEqual({ key: 'duration.min', n: 3 });
  expect(span(630)).toEqual({ key: 'duration.min', n: 11 });
  expect(span(7200)).toEqual({ key: 'duration.h', n: 2 });
  expect(span(9000)).toEqual({ key: 'duration.hmin', h: 2, m: 30 });
  expect(span(3 * 86_400)).toEqual({ key: 'duration.d', n: 3 });
});

import { expect, it } from 'vitest';
import { bars, regions, seekBy } from './model.ts';

it('a silence goes from one marker to the next, or to the end', () => {
  const markers = [
    { on: true, at_ms: 1000, why: 'agent' },
    { on: false, at_ms: 3000, why: 'agent' },
    { on: true, at_ms: 5000, why: 'secret' },
  ];
  expect(regions(markers, 9000)).toEqual([
    { why: 'agent', fromMs: 1000, toMs: 3000 },
    { why: 'secret', fromMs: 5000, toMs: 9000 },
  ]);
});

it('a silence within another is one, and a reason nobody knows is still a silence', () => {
  const markers = [
    { on: true, at_ms: 0, why: 'moon' },
    { on: true, at_ms: 100, why: 'hold' },
    { on: false, at_ms: 200, why: '' },
    { on: false, at_ms: 300, why: '' },
  ];
  expect(regions(markers, 1000)).toEqual([{ why: 'other', fromMs: 0, toMs: 200 }]);
});

it('bars are the loudest of their parts', () => {
  expect(bars([0, 0.25, 1, 0], 2)).toEqual([0.5, 1]);
  expect(bars([1], 10)).toEqual([1]);
  expect(bars([], 10)).toEqual([]);
  expect(bars([0, 0], 2)).toEqual([0, 0]);
});

it('keys stay within the recording', () => {
  expect(seekBy('ArrowRight', 58, 60)).toBe(60);
  expect(seekBy('PageDown', 3, 60)).toBe(0);
  expect(seekBy('End', 3, 60)).toBe(60);
  expect(seekBy('a', 3, 60)).toBeUndefined();
});

import type { Offer } from '@centralino/api/types.ts';
import { expect, it } from 'vitest';
import { remaining } from './model.ts';

const offer = { made_at: '2026-03-02T08:00:00Z', expires_at: '2026-03-02T08:00:20Z' } as Offer;
const start = Date.parse(offer.made_at);

it('counts down to nothing and no further', () => {
  expect(remaining(offer, start)).toEqual({ part: 1, seconds: 20 });
  expect(remaining(offer, start + 15_000)).toEqual({ part: 0.25, seconds: 5 });
  expect(remaining(offer, start + 60_000)).toEqual({ part: 0, seconds: 0 });
});

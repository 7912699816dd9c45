import type { Offer } from '@centralino/api/types.ts';

/** How much of the ringing time is left, from 1 to 0, and in whole seconds. */
export function remaining(offer: Offer, nowMs: number): { part: number; seconds: number } {
  const total = Date.parse(offer.expires_at) - Date.parse(offer.made_at);
  const left = Math.max(0, Date.parse(offer.expires_at) - nowMs);
  return { part: total > 0 ? Math.min(1, left / total) : 0, seconds: Math.ceil(left / 1000) };
}

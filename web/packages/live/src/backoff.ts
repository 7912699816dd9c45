/* When to knock again: doubling from half a second to fifteen, with jitter so that a thousand desks that
 * lost the same server do not come back in the same instant. Chance is an argument. */

export const FIRST_MS = 500;
export const LONGEST_MS = 15_000;

/** `attempt` counts failures from 0; `random` is in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

/* Which end of a long conversation is drawn: the newest rows, and on a wish the ones before. Pure. */

/** What fits on a few screens. A thousand rows at once would be felt at every key that is pressed. */
export const TAIL_ROWS = 150;

/** The first row to draw when a conversation of `total` rows opens. */
export const tailStart = (total: number): number => earlier(total);

/** The first row to draw after asking for more; 0 when there is nothing before. */
export const earlier = (from: number): number => Math.max(0, from - TAIL_ROWS);

/* How wide the panes beside the conversation may be. Pure. */

export const PANES = {
  list: { min: 260, first: 340, max: 480, preference: 'listWidth' },
  context: { min: 280, first: 340, max: 520, preference: 'contextWidth' },
} as const;

export type Pane = keyof typeof PANES;

/** The width to draw: what was chosen, within the pane's limits, or the first one. */
export function paneWidth(pane: Pane, chosen: number | undefined): number {
  const { min, first, max } = PANES[pane];
  return Math.min(max, Math.max(min, Math.round(chosen ?? first)));
}

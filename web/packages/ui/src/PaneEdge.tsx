/*
 * The edge of a pane, moved with the pointer or, when focused, with the arrows. Home and End go to the ends,
 * Enter and a double press back to where it was at first. The width is kept in this browser.
 */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import css from './PaneEdge.module.css';
import { PANES, type Pane, paneWidth } from './panes.ts';
import { setPreference, usePreferences } from './preferences.ts';

const STEP_PX = 16;

interface Props {
  pane: Pane;
  /** Which edge of its pane it is; the pane grows away from it. */
  side: 'start' | 'end';
  label: string;
}

export function PaneEdge({ pane, side, label }: Props) {
  const { min, max, preference } = PANES[pane];
  const width = paneWidth(pane, usePreferences()[preference]);
  const grip = useRef<{ x: number; width: number }>(undefined);
  const outwards = side === 'end' ? 1 : -1;
  const put = (next: number | undefined) =>
    setPreference(preference, next === undefined ? undefined : paneWidth(pane, next));

  function onKeyDown(event: KeyboardEvent): void {
    const moves: Record<string, number | undefined> = {
      ArrowRight: width + STEP_PX * outwards,
      ArrowLeft: width - STEP_PX * outwards,
      Home: min,
      End: max,
    };
    if (event.key === 'Enter') put(undefined);
    else if (moves[event.key] !== undefined) put(moves[event.key]);
    else return;
    event.preventDefault();
  }

  function onPointerDown(event: PointerEvent): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, width };
  }

  function onPointerMove(event: PointerEvent): void {
    const { current } = grip;
    if (current) put(current.width + (event.clientX - current.x) * outwards);
  }

  return (
    <div
      className={css.edge}
      data-side={side}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={width}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        grip.current = undefined;
      }}
      onDoubleClick={() => put(undefined)}
    />
  );
}

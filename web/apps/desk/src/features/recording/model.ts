/* A recording as a player draws it: bars for both sides, and the parts that are silent on purpose. Pure. */
import type { Shape } from '@centralino/api/types.ts';

export type Peak = Shape<'Peak'>;
export type Marker = Shape<'Marker'>;

/** Why somebody is not heard for a while: by the agent's wish, on hold, or while a secret is typed. */
export type Silence = 'agent' | 'hold' | 'secret' | 'other';
export interface Region {
  why: Silence;
  fromMs: number;
  toMs: number;
}

const SILENCES: readonly string[] = ['agent', 'hold', 'secret'] satisfies Silence[];

/** A marker that is on begins a silence, the next one that is off ends it; without one it lasts to the end. */
export function regions(markers: readonly Marker[], lengthMs: number): Region[] {
  const found: Region[] = [];
  let open: Marker | undefined;
  for (const marker of [...markers, { on: false, at_ms: lengthMs, why: '' }]) {
    if (marker.on) {
      open ??= marker;
    } else if (open) {
      const why = SILENCES.includes(open.why) ? (open.why as Silence) : 'other';
      if (marker.at_ms > open.at_ms) found.push({ why, fromMs: open.at_ms, toMs: marker.at_ms });
      open = undefined;
    }
  }
  return found;
}

/** The loudest of each of `count` equal parts; all of them when there are fewer. */
export function bars(peaks: readonly number[], count: number): number[] {
  const parts = Math.min(count, peaks.length);
  const loudest = Math.max(...peaks, 0.02);
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * peaks.length) / parts);
    const to = Math.floor(((part + 1) * peaks.length) / parts);
    // Voices differ tenfold in loudness; the root shows the quiet ones too.
    return Math.sqrt(Math.max(...peaks.slice(from, to)) / loudest);
  });
}

const STEP_S = 5;

/** Where a key leads from `at`, in seconds; nothing for keys that mean something else. */
export function seekBy(key: string, at: number, length: number): number | undefined {
  const to = {
    ArrowRight: at + STEP_S,
    ArrowUp: at + STEP_S,
    ArrowLeft: at - STEP_S,
    ArrowDown: at - STEP_S,
    PageUp: at + length / 10,
    PageDown: at - length / 10,
    Home: 0,
    End: length,
  }[key];
  return to === undefined ? undefined : Math.min(length, Math.max(0, to));
}

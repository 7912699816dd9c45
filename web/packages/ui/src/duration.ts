/* Spans of time as text. Pure. */

/** 75 → "1:15", 3725 → "1:02:05". For running clocks, in tabular numbers. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const s = String(whole % 60).padStart(2, '0');
  const m = Math.floor(whole / 60) % 60;
  const h = Math.floor(whole / 3600);
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

export type SpanText =
  | { key: 'duration.s' | 'duration.min' | 'duration.h' | 'duration.d'; n: number }
  | { key: 'duration.mins'; m: number; s: number }
  | { key: 'duration.hmin'; h: number; m: number };

const EXACT_UP_TO_S = 600;

/**
 * The form for figures: seconds up to a minute, minutes and seconds up to ten minutes, then minutes, hours and
 * minutes, days. Two averages that differ by half a minute must not read the same.
 */
export function span(seconds: number): SpanText {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return { key: 'duration.s', n: s };
  if (s < EXACT_UP_TO_S && s % 60 !== 0) {
    return { key: 'duration.mins', m: Math.floor(s / 60), s: s % 60 };
  }
  const minutes = Math.round(s / 60);
  if (minutes < 100) return { key: 'duration.min', n: minutes };
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return { key: 'duration.d', n: Math.round(hours / 24) };
  const rest = minutes % 60;
  return rest === 0 ? { key: 'duration.h', n: hours } : { key: 'duration.hmin', h: hours, m: rest };
}

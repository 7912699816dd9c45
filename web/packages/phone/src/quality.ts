/*
 * How good a call sounds, from what is measured of it: one figure between 1 and 4.5 as people would give it
 * (MOS), by the E-model of ITU-T G.107 simplified for G.711. Pure.
 */

export interface Measured {
  /** Part of the packets that never came, 0 to 1. */
  loss: number;
  jitterMs: number;
  roundTripMs: number;
}

export type Grade = 'good' | 'fair' | 'poor';

/** G.107 with default values: what is left of 100 when nothing disturbs. */
const BEST = 93.2;
/** How much each percent of lost packets hurts G.711 with concealment (G.113, Bpl = 25.1). */
const LOSS_ROBUSTNESS = 25.1;
const DELAY_HEARD_MS = 177.3;

export function mosOf({ loss, jitterMs, roundTripMs }: Measured): number {
  // The buffer that evens jitter out delays by about twice of it; the path counts one way.
  const delay = roundTripMs / 2 + jitterMs * 2 + 20;
  const late = delay > DELAY_HEARD_MS ? 0.11 * (delay - DELAY_HEARD_MS) : 0;
  const percent = Math.min(1, Math.max(0, loss)) * 100;
  const lost = (95 * percent) / (percent + LOSS_ROBUSTNESS);
  const rating = Math.min(100, Math.max(0, BEST - 0.024 * delay - late - lost));
  const mos = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return Math.min(4.5, Math.max(1, mos));
}

/** What people say of such figures: above 3.8 nobody minds, below 3.1 many do. */
export function gradeOf(mos: number): Grade {
  if (mos >= 3.8) return 'good';
  return mos >= 3.1 ? 'fair' : 'poor';
}

/* How long it will take, honestly: a middle and the ends between which it falls, or that nobody knows. Pure. */
import type { Estimate } from '@centralino/api/types.ts';
import type { Say } from './texts.ts';

export function waitText(say: Say, estimate: Estimate): string {
  const { wait_s_median, wait_s_low, wait_s_high } = estimate;
  if (estimate.nobody_available) return say('nobody');
  if (wait_s_high < 60) return say('soon');
  const minutes = (seconds: number) => Math.max(1, Math.round(seconds / 60));
  const m = minutes(wait_s_median);
  const l = minutes(wait_s_low);
  const h = Math.max(m, Math.ceil(wait_s_high / 60));
  return l === h ? say('aboutOne', { m }) : say('about', { m, l, h });
}

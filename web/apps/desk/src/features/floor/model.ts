/* Sums over the queues, for the cards at the top of the floor. Pure. */
import type { QueueLive } from '@centralino/api/types.ts';

export interface Totals {
  waiting: number;
  longestWaitS: number;
  active: number;
  available: number;
}

/** Agents serve several queues, so people are not added up here: see `availableAgents`. */
export function totals(queues: QueueLive[]): Omit<Totals, 'available'> {
  return {
    waiting: queues.reduce((sum, each) => sum + each.waiting, 0),
    longestWaitS: queues.reduce((longest, each) => Math.max(longest, each.longest_wait_s), 0),
    active: queues.reduce((sum, each) => sum + each.active, 0),
  };
}

export function levelTone(pct: number | null, target: number): 'ok' | 'warn' | 'bad' | 'plain' {
  if (pct === null) return 'plain';
  if (pct >= target) return 'ok';
  return pct >= target - 10 ? 'warn' : 'bad';
}

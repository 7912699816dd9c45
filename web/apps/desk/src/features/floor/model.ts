/* Sums over the queues, for the cards at the top of the floor. Pure. */
import type { QueueLive, Waiting } from '@centralino/api/types.ts';

export interface Totals {
  waiting: number;
  longestWaitS: number;
  active: number;
  available: number;
}

/**
 * The server speaks when something changes; a wait grows all the same, and so does the longest one shown.
 * Of a very long line only its beginning is known here, and that holds those who have waited longest.
 */
export function withWaitsAt(queues: QueueLive[], waiting: Waiting[], nowMs: number): QueueLive[] {
  return queues.map((queue) => {
    const since = waiting
      .filter((each) => each.queue.id === queue.id)
      .map((each) => (nowMs - Date.parse(each.enqueued_at)) / 1000);
    return since.length > 0 ? { ...queue, longest_wait_s: Math.max(0, ...since) } : queue;
  });
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

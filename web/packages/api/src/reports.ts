/* Figures over time and the contacts behind them. null always means "no data". */
import type { Named, ServiceLevel } from './types.ts';

export type Step = '15m' | '30m' | '1h' | '1d';

export interface Figures {
  offered: number;
  answered: number;
  abandoned: number;
  short_abandoned: number;
  flow_out: number;
  rejected: number;
  errors: number;
  answered_within: number;
  service_level: ServiceLevel;
  asa_s: number | null;
  wait_p50_s: number | null;
  wait_p90_s: number | null;
  wait_p99_s: number | null;
  aht_s: number | null;
  abandonment_pct: number | null;
  occupancy_pct: number | null;
  first_reply_s: number | null;
  average_reply_s: number | null;
  csat: { score_pct: number | null; n: number; low_pct: number | null; high_pct: number | null };
}

export interface IntervalRow extends Figures {
  start: string;
  end: string;
}

export interface IntervalReport {
  from: string;
  to: string;
  step: Step;
  queue?: string;
  rows: IntervalRow[];
  total: Figures;
}

export interface Contact {
  work_id: string;
  conversation_id: string;
  queue: Named;
  customer: Named;
  enqueued_at: string;
  answered_at?: string;
  ended_at?: string;
  exit: string;
  wait_s: number;
  handle_s?: number;
  agent?: Named;
}

export interface ContactList {
  items: Contact[];
  next?: string;
}

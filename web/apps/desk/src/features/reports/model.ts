/* Days of the tenant as instants, and the columns of the report. Pure. */
import type { Figures, IntervalRow, Step } from '@centralino/api/reports.ts';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);

/** From the first midnight of `from` to the midnight after `to`, in the tenant's zone. */
export function bounds(from: string, to: string, zone: string): { from: string; to: string } {
  const start = dayjs.tz(`${from}T00:00:00`, zone);
  // By calendar and not by 24 hours: two days of the year are longer or shorter.
  const after = dayjs(`${to}T00:00:00Z`).utc().add(1, 'day').format('YYYY-MM-DD');
  const end = dayjs.tz(`${after}T00:00:00`, zone);
  return { from: start.toISOString(), to: end.toISOString() };
}

export const dayIn = (zone: string, nowMs: number): string =>
  dayjs(nowMs).tz(zone).format('YYYY-MM-DD');

/** From the first interval in which anything happened to the last: nobody wants to read the night. */
export function withoutQuietEnds(rows: IntervalRow[]): IntervalRow[] {
  const busy = (row: IntervalRow) => row.offered + row.handled + row.waiting > 0;
  return rows.slice(rows.findIndex(busy), rows.findLastIndex(busy) + 1);
}

export const STEPS: Step[] = ['15m', '30m', '1h', '1d'];

export type Column =
  | { label: ColumnLabel; kind: 'count'; value: (row: Figures) => number; exit?: string }
  | { label: ColumnLabel; kind: 'span' | 'percent'; value: (row: Figures) => number | null }
  | { label: 'csat'; kind: 'csat' };

type ColumnLabel =
  | 'offered'
  | 'answered'
  | 'within'
  | 'abandoned'
  | 'short'
  | 'flowOut'
  | 'rejected'
  | 'errors'
  | 'sl'
  | 'asa'
  | 'p50'
  | 'p90'
  | 'p99'
  | 'aht'
  | 'abandonment'
  | 'occupancy'
  | 'firstReply'
  | 'averageReply'
  | 'transfers'
  | 'handled'
  | 'stillWaiting'
  | 'estimates';

export const COLUMNS: Column[] = [
  { label: 'offered', kind: 'count', value: (row) => row.offered, exit: '' },
  { label: 'answered', kind: 'count', value: (row) => row.answered, exit: 'answered' },
  { label: 'within', kind: 'count', value: (row) => row.answered_within },
  { label: 'sl', kind: 'percent', value: (row) => row.service_level.headline_pct },
  { label: 'abandoned', kind: 'count', value: (row) => row.abandoned, exit: 'abandoned' },
  { label: 'abandonment', kind: 'percent', value: (row) => row.abandonment_pct },
  { label: 'asa', kind: 'span', value: (row) => row.asa_s },
  { label: 'p50', kind: 'span', value: (row) => row.wait_p50_s },
  { label: 'p90', kind: 'span', value: (row) => row.wait_p90_s },
  { label: 'p99', kind: 'span', value: (row) => row.wait_p99_s },
  { label: 'aht', kind: 'span', value: (row) => row.aht_s },
  { label: 'firstReply', kind: 'span', value: (row) => row.first_reply_s },
  { label: 'averageReply', kind: 'span', value: (row) => row.average_reply_s },
  { label: 'occupancy', kind: 'percent', value: (row) => row.occupancy_pct },
  { label: 'transfers', kind: 'percent', value: (row) => row.transfer_pct },
  { label: 'csat', kind: 'csat' },
  { label: 'estimates', kind: 'percent', value: (row) => row.estimates.inside_pct },
  { label: 'handled', kind: 'count', value: (row) => row.handled },
  { label: 'stillWaiting', kind: 'count', value: (row) => row.waiting, exit: 'waiting' },
  { label: 'short', kind: 'count', value: (row) => row.short_abandoned, exit: 'short_abandoned' },
  { label: 'flowOut', kind: 'count', value: (row) => row.flow_out, exit: 'flow_out' },
  { label: 'rejected', kind: 'count', value: (row) => row.rejected, exit: 'rejected' },
  { label: 'errors', kind: 'count', value: (row) => row.errors, exit: 'error' },
];

/** "24,50" or "24.5" → 2450; undefined when it is no amount. */
export function centsOf(typed: string): number | undefined {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : undefined;
}

/** How much more or less than before, in per cent; undefined when there was nothing before. */
export function changePct(now: number, before: number): number | undefined {
  return before === 0 ? undefined : ((now - before) / before) * 100;
}

/* What can be set of a queue, in the order in which one thinks of it. Limits are those of the server. */
import type { Section } from './fields.ts';
import { valueAt } from './fields.ts';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const routing = (name: string): string => `settings.routing.${name}`;
const level = (name: string): string => `settings.service_level.${name}`;
const strategyIs = (name: string) => (document: unknown) =>
  valueAt(document, routing('strategy')) === name;

const STRATEGIES = [
  'longest_idle',
  'least_occupied',
  'round_robin',
  'best_skill',
  'fewest_handled',
  'ring_several',
  'sticky_owner',
];
const AFTER_MISS = ['stay', 'away'];

const seconds = { kind: 'number', unit: 'seconds' } as const;

export const QUEUE_SECTIONS: readonly Section[] = [
  { name: 'basics', fields: [{ path: 'name', name: 'name', kind: 'text' }] },
  {
    name: 'offers',
    fields: [
      { path: routing('strategy'), name: 'strategy', kind: 'choice', options: STRATEGIES },
      {
        path: routing('ring_count'),
        name: 'ringCount',
        kind: 'number',
        unit: 'people',
        min: 1,
        max: 10,
        when: strategyIs('ring_several'),
      },
      {
        path: routing('owner_hold_s'),
        name: 'ownerHold',
        ...seconds,
        max: DAY_S,
        when: strategyIs('sticky_owner'),
      },
      { path: routing('ring_s'), name: 'ring', ...seconds, min: 1, max: HOUR_S },
      { path: routing('match_language'), name: 'matchLanguage', kind: 'switch' },
    ],
  },
  {
    name: 'waiting',
    fields: [
      { path: routing('max_wait_s'), name: 'maxWait', ...seconds, max: 7 * DAY_S },
      {
        path: routing('waiting_max'),
        name: 'waitingMax',
        kind: 'number',
        unit: 'people',
        max: 1_000_000,
      },
      {
        path: routing('when_full'),
        name: 'whenFull',
        kind: 'choice',
        options: ['refuse', 'reject', 'overflow'],
      },
      {
        path: routing('when_closed'),
        name: 'whenClosed',
        kind: 'choice',
        options: ['wait', 'refuse', 'reject', 'overflow'],
      },
      { path: routing('priority_s'), name: 'priority', ...seconds, min: -DAY_S, max: DAY_S },
      { path: routing('transfer_hold_s'), name: 'transferHold', ...seconds, min: 1, max: DAY_S },
    ],
  },
  {
    name: 'misses',
    fields: [
      {
        path: routing('after_no_answer'),
        name: 'afterNoAnswer',
        kind: 'choice',
        options: AFTER_MISS,
      },
      { path: routing('after_decline'), name: 'afterDecline', kind: 'choice', options: AFTER_MISS },
      { path: routing('exclusion_s'), name: 'exclusion', ...seconds, max: DAY_S },
      { path: routing('exclusion_max_s'), name: 'exclusionMax', ...seconds, max: DAY_S },
    ],
  },
  {
    name: 'wrapUp',
    fields: [
      { path: routing('wrap_up.seconds'), name: 'wrapUp', ...seconds, max: DAY_S },
      { path: routing('wrap_up.extend_s'), name: 'extend', ...seconds, min: 1, max: DAY_S },
      {
        path: routing('wrap_up.extend_times_max'),
        name: 'extendTimes',
        kind: 'number',
        unit: 'times',
        max: 100,
      },
      { path: routing('wrap_up.blocks'), name: 'blocks', kind: 'choice', options: ['slot', 'all'] },
    ],
  },
  {
    name: 'level',
    fields: [
      { path: level('threshold_s'), name: 'threshold', ...seconds, min: 1, max: DAY_S },
      { path: level('target_pct'), name: 'target', kind: 'number', unit: 'percent', max: 100 },
      { path: level('short_abandon_s'), name: 'shortAbandon', ...seconds, max: HOUR_S },
      { path: level('clock'), name: 'clock', kind: 'choice', options: ['enqueue', 'ring'] },
      {
        path: level('answer_at'),
        name: 'answerAt',
        kind: 'choice',
        options: ['accept', 'connect'],
      },
      {
        path: level('headline'),
        name: 'headline',
        kind: 'choice',
        options: ['A', 'B', 'C', 'D', 'E'],
      },
    ],
  },
];

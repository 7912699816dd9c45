/* What can be set of a queue, in the order in which one thinks of it. Limits are those of the server. */
import { type Field, type Option, type Section, valueAt } from './fields.ts';

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

export interface QueueChoices {
  /** Queues that may help out: all but this one. */
  others: readonly Option[];
  skills: readonly Option[];
  calendars: readonly Option[];
  /** What an overflow takes that names no queue yet, and a relaxation that is for every skill. */
  words: { none: string; always: string; everySkill: string };
}

/** What a relaxation carries that is for every requirement. */
export const EVERY_SKILL = 'skill_0000000000000';

const level1to10 = { kind: 'number', min: 1, max: 10 } as const;

function skillFields({ skills, words }: QueueChoices): Field[] {
  const asked = (document: unknown) =>
    skills.length > 0 || (valueAt(document, routing('requirements')) as unknown[]).length > 0;
  return [
    {
      path: routing('requirements'),
      name: 'requirements',
      kind: 'rows',
      when: asked,
      fresh: () => ({ skill: skills[0]?.value, level: 1 }),
      columns: [
        { path: 'skill', name: 'skill', kind: 'choice', options: skills },
        { path: 'level', name: 'least', ...level1to10 },
      ],
    },
    {
      path: routing('relaxations'),
      name: 'relaxations',
      kind: 'rows',
      fresh: () => ({ after_s: 60, skill: EVERY_SKILL, to_level: 0, drop_language: false }),
      columns: [
        { path: 'after_s', name: 'after', ...seconds, max: 7 * DAY_S },
        {
          path: 'skill',
          name: 'skill',
          kind: 'choice',
          options: [{ value: EVERY_SKILL, label: words.everySkill }, ...skills],
        },
        { path: 'to_level', name: 'toLevel', kind: 'number', max: 10 },
        { path: 'drop_language', name: 'dropLanguage', kind: 'switch' },
      ],
    },
  ];
}

function overflowFields({ others, words }: QueueChoices): Field[] {
  const helped = (document: unknown) => valueAt(document, 'overflow.to') !== '';
  return [
    {
      path: 'overflow.to',
      name: 'overflowTo',
      kind: 'choice',
      options: [{ value: '', label: words.none }, ...others],
    },
    {
      path: 'overflow.after_s',
      name: 'overflowAfter',
      ...seconds,
      min: 1,
      max: 7 * DAY_S,
      when: helped,
    },
    { path: 'overflow.also', name: 'overflowAlso', kind: 'switch', when: helped },
  ];
}

/** What can be set of a queue, over its draft (queueDraft.ts). */
export const queueSections = (choices: QueueChoices): Section[] => [
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
      ...skillFields(choices),
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
        path: routing('calendar'),
        name: 'calendar',
        kind: 'choice',
        options: [{ value: '', label: choices.words.always }, ...choices.calendars],
      },
      {
        path: routing('when_closed'),
        name: 'whenClosed',
        kind: 'choice',
        options: ['wait', 'refuse', 'reject', 'overflow'],
        when: (document) => valueAt(document, routing('calendar')) !== '',
      },
      ...overflowFields(choices),
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
    name: 'silence',
    fields: [
      { path: 'idle.warn_after_s', name: 'warnAfter', ...seconds, max: 7 * DAY_S },
      { path: 'idle.end_after_s', name: 'endAfter', ...seconds, max: 7 * DAY_S },
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

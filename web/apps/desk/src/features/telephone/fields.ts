/* What can be set of trunks and numbers, in the order in which one thinks of it. Limits are those of the server. */
import { type Field, type Option, type Section, valueAt } from '../admin/fields.ts';

const s = (name: string): string => `settings.${name}`;
const m = (name: string): string => `money.${name}`;
const watched = (document: unknown) => valueAt(document, m('watched')) === true;
const MONEY_MAX = 1_000_000;
const is =
  (name: string, ...values: unknown[]) =>
  (document: unknown) =>
    values.includes(valueAt(document, s(name)));

const NAME: Field = { path: 'name', name: 'trunkName', kind: 'text', max: 100 };
const HOST: Field = { path: s('host'), name: 'host', kind: 'text', max: 253 };
const TRANSPORT: Field = {
  path: s('transport'),
  name: 'transport',
  kind: 'choice',
  options: ['udp', 'tcp', 'tls'],
};
const IDENTITY: readonly Field[] = [
  { path: s('registers'), name: 'registers', kind: 'switch' },
  {
    path: s('username'),
    name: 'trunkUsername',
    kind: 'text',
    max: 100,
    optional: true,
  },
  { path: 'password', name: 'trunkPassword', kind: 'password', max: 200, optional: true },
  { path: s('sources'), name: 'sources', kind: 'lines', when: is('registers', false) },
];

/** What a provider tells first; the rest has sensible values. */
export const newTrunkFields: readonly Field[] = [NAME, HOST, TRANSPORT, ...IDENTITY];

export const trunkSections: readonly Section[] = [
  {
    name: 'connection',
    fields: [
      NAME,
      { path: s('enabled'), name: 'trunkEnabled', kind: 'switch' },
      HOST,
      { path: s('port'), name: 'port', kind: 'number', min: 1, max: 65_535 },
      TRANSPORT,
      {
        path: s('tls_name'),
        name: 'tlsName',
        kind: 'text',
        max: 253,
        optional: true,
        when: is('transport', 'tls'),
      },
      {
        path: s('tls_authority'),
        name: 'tlsAuthority',
        kind: 'passage',
        optional: true,
        when: is('transport', 'tls'),
      },
      { path: s('srtp'), name: 'srtp', kind: 'switch', when: is('transport', 'tls') },
    ],
  },
  {
    name: 'identity',
    fields: [
      ...IDENTITY,
      {
        path: s('realm'),
        name: 'realm',
        kind: 'text',
        max: 200,
        optional: true,
      },
    ],
  },
  {
    name: 'outgoing',
    fields: [
      { path: s('caller_id'), name: 'callerId', kind: 'text', max: 40, optional: true },
      { path: s('allowed'), name: 'allowed', kind: 'lines' },
    ],
  },
  {
    name: 'spending',
    fields: [
      {
        path: s('calls_per_hour_max'),
        name: 'callsPerHour',
        kind: 'number',
        unit: 'calls',
        max: 1_000_000,
      },
      {
        path: s('minutes_per_day_max'),
        name: 'minutesPerDay',
        kind: 'number',
        unit: 'minutes',
        max: 10_000_000,
      },
      {
        path: s('call_minutes_max'),
        name: 'callMinutes',
        kind: 'number',
        unit: 'minutes',
        min: 1,
        max: 1440,
      },
      { path: m('watched'), name: 'watchMoney', kind: 'switch' },
      {
        path: m('currency'),
        name: 'currency',
        kind: 'text',
        max: 3,
        refusedAs: s('spending.currency'),
        when: watched,
      },
      {
        path: m('per_day'),
        name: 'moneyPerDay',
        kind: 'number',
        decimals: 2,
        max: MONEY_MAX,
        when: watched,
      },
      {
        path: m('prices'),
        name: 'prices',
        kind: 'rows',
        fresh: () => ({ prefix: '', per_minute: '' }),
        columns: [
          { path: 'prefix', name: 'pricePrefix', kind: 'text', max: 16 },
          { path: 'per_minute', name: 'perMinute', kind: 'number', decimals: 6, max: MONEY_MAX },
        ],
        refusedAs: s('spending.prices'),
        when: watched,
      },
    ],
  },
];

interface NumberChoices {
  queues: readonly Option[];
  /** Published ones, and "none" first. */
  flows: readonly Option[];
  /** Opening hours, and "those of the queue" first. */
  calendars: readonly Option[];
}

export const numberFields = ({ queues, flows, calendars }: NumberChoices): readonly Field[] => [
  { path: 'number', name: 'phoneNumber', kind: 'text', max: 40 },
  { path: 'name', name: 'numberName', kind: 'text', max: 100 },
  {
    path: s('language'),
    name: 'numberLanguage',
    kind: 'choice',
    options: ['it', 'en'],
  },
  { path: 'queue_id', name: 'numberQueue', kind: 'choice', options: queues },
  { path: 'flow_id', name: 'numberFlow', kind: 'choice', options: flows },
  { path: 'calendar', name: 'numberHours', kind: 'choice', options: calendars },
  { path: s('relay'), name: 'relay', kind: 'switch' },
];

export const numberSections = (choices: NumberChoices): readonly Section[] => [
  { name: 'basics', fields: numberFields(choices) },
  {
    name: 'recording',
    fields: [
      {
        path: s('record'),
        name: 'record',
        kind: 'choice',
        options: ['never', 'always', 'by_flow'],
      },
      {
        path: s('keep_recordings_days'),
        name: 'keepDays',
        kind: 'number',
        unit: 'days',
        min: 1,
        max: 3660,
      },
      { path: s('agents_listen'), name: 'agentsListen', kind: 'switch' },
      { path: s('agents_pause'), name: 'agentsPause', kind: 'switch' },
    ],
  },
  {
    name: 'supervision',
    fields: [{ path: s('agent_sees_watchers'), name: 'agentSeesWatchers', kind: 'switch' }],
  },
];

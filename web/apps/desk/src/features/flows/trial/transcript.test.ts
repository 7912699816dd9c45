/* Whatever the engine may say in a trial has words in both languages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flows as english } from '@centralino/i18n/en/flows.ts';
import { flows as italian } from '@centralino/i18n/it/flows.ts';
import { expect, it } from 'vitest';
import type { Effect, Happening, Tried } from '../api.ts';
import { ICONS } from '../kinds/icons.ts';
import { asked, transcript } from './transcript.ts';

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
  anyOf?: Schema[];
  enum?: string[];
}
const contract = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../../../../contract/openapi.json'), 'utf8'),
).components.schemas as Record<string, Schema>;

const types = (choice: Schema | undefined): string[] =>
  (choice?.anyOf ?? []).map((each) => each.properties?.type?.enum?.[0] ?? '');

const tried = (...steps: [Happening, ...Effect[]][]): Tried => ({
  steps: steps.map(([event, ...effects]) => ({ event, effects })),
  phase: 'asking',
  flow: 'x',
  node: 'n',
  timer: 0,
  question: 2,
  variables: {},
});

it('reads as what was said and done, in order, without what nobody hears', () => {
  const lines = transcript(
    tried(
      [
        { type: 'started', channel: 'voice', caller: '' },
        { type: 'say', text: 'Salve', language: 'it', bargeable: true },
        { type: 'fact', what: 'entered', flow: 'x', node: 'n', detail: '' },
      ],
      [{ type: 'prompt_done' }],
      [
        { type: 'digit', key: '1' },
        { type: 'ask_hours', question: 2, calendar: 'office' },
      ],
    ),
  );
  expect(lines.map((each) => each.text ?? each.key)).toEqual(['Salve', 'pressed', 'asksHours']);
});

it('knows what the world is asked', () => {
  const trial = tried([
    { type: 'digit', key: '1' },
    { type: 'ask_hours', question: 2, calendar: 'office' },
    { type: 'start_timer', timer: 1, after_ms: 1 },
  ]);
  expect(asked(trial)?.type).toBe('ask_hours');
  expect(asked({ ...trial, phase: 'ended' })).toBeUndefined();
});

it('has words for every event and effect of the contract', () => {
  const step = contract.TrialStep?.properties;
  const events = types(step?.event);
  const effects = types(step?.effects?.items);
  expect(events.length).toBeGreaterThan(20);
  expect(effects.length).toBeGreaterThan(12);
  const all = transcript(
    tried(...events.map((type): [Happening] => [{ type, text: 'x' } as unknown as Happening]), [
      { type: 'prompt_done' },
      ...effects.map((type) => ({ type, text: 'x', reason: 'finished' }) as unknown as Effect),
    ]),
  );
  for (const { key } of all.filter((each) => each.key)) {
    // Reasons are checked below: here they are not told.
    if (key?.endsWith('undefined')) continue;
    expect(italian.trial.did, key).toHaveProperty(key ?? '');
    expect(english.trial.did, key).toHaveProperty(key ?? '');
  }
  for (const reason of ['closed', 'nobody', 'full'])
    expect(english.trial.did).toHaveProperty(`queue_${reason}`);
  for (const reason of ['finished', 'hung_up', 'stuck'])
    expect(english.trial.did).toHaveProperty(`end_${reason}`);
});

it('knows every kind of node of the contract', () => {
  const kinds = types(contract.Flow?.properties?.nodes?.additionalProperties);
  expect([...kinds].sort()).toEqual(Object.keys(ICONS).sort());
  for (const kind of kinds) {
    expect(italian.kind).toHaveProperty(kind);
    expect(english.does).toHaveProperty(kind);
  }
});

import { expect, it } from 'vitest';
import type { Flow } from '../api.ts';
import { found, outline, snippet } from './outline.ts';

const flow: Flow = {
  id: 'x',
  name: 'X',
  languages: ['it', 'en'],
  variables: {},
  start: 'hello',
  person: 'person',
  nodes: {
    alone: { type: 'end' },
    hello: { type: 'say', prompt: { text: { it: 'Salve', en: 'Hello' } }, next: 'menu' },
    menu: {
      type: 'menu',
      prompt: { text: { it: 'Allora?' } },
      choices: [
        { key: '1', label: { it: 'uno', en: 'one' }, next: 'person' },
        { key: '2', label: { it: 'due' }, next: 'gone' },
        { key: '3', label: { it: 'tre' } },
      ],
      no_match: 'person',
      no_input: 'hello',
    },
    person: { type: 'queue', queue: 'support' },
  },
};

it('lists each node once, under the first way that leads to it', () => {
  const lines = outline(flow, 'en').map(({ kind, name, depth }) => `${depth} ${kind} ${name}`);
  expect(lines).toEqual([
    '0 node hello',
    '0 node menu',
    '1 node person',
    '1 missing gone',
    '1 link person',
    '1 link hello',
    '0 node alone',
  ]);
});

it('says which way leads to a line, and which node no way reaches', () => {
  const lines = outline(flow, 'en');
  expect(lines[2]?.edge).toMatchObject({ name: 'choice', detail: '1 · one' });
  expect(lines[3]?.edge?.detail).toBe('2 · due');
  expect(lines.at(-1)?.lost).toBe(true);
});

it('finds nodes by name and by their words, without the links', () => {
  const names = (typed: string) => found(outline(flow, 'en'), flow, typed).map((each) => each.name);
  expect(names('ALLORA')).toEqual(['menu']);
  expect(names('person')).toEqual(['menu', 'person']);
  expect(names('nothing of the kind')).toEqual([]);
});

it('says in a few words what a node is about', () => {
  expect(snippet(flow, 'hello', 'en')).toBe('Hello');
  expect(snippet(flow, 'menu', 'en')).toBe('Allora?');
  expect(snippet(flow, 'person', 'en')).toBe('support');
});

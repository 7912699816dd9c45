import { describe, expect, it } from 'vitest';
import type { Flow } from '../api.ts';
import {
  freshNode,
  nameFor,
  renamed,
  valueAt,
  withNode,
  withoutNode,
  withValue,
} from './change.ts';

const flow: Flow = {
  id: 'x',
  name: 'X',
  languages: ['it'],
  variables: {},
  start: 'menu',
  person: 'person',
  nodes: {
    menu: {
      type: 'menu',
      prompt: { text: { it: 'Sì?' } },
      choices: [{ key: '1', label: { it: 'uno' }, next: 'person' }],
      no_match: 'person',
      no_input: 'menu',
    },
    person: { type: 'queue', queue: 'support', closed: 'menu' },
  },
};

describe('a field of a document', () => {
  it('is changed without touching the old one, in lists and in objects that are not there yet', () => {
    const next = withValue(flow, 'nodes.menu.choices[0].next', 'menu');
    expect(valueAt(next, 'nodes.menu.choices[0].next')).toBe('menu');
    expect(valueAt(flow, 'nodes.menu.choices[0].next')).toBe('person');
    expect(valueAt(withValue({}, 'prompt.text.it', 'a'), 'prompt.text.it')).toBe('a');
  });

  it('goes when it is undefined, and keeps its place when it changes', () => {
    expect(withValue({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(Object.keys(withValue({ a: 1, b: 2 }, 'a', 3))).toEqual(['a', 'b']);
  });
});

describe('a node', () => {
  it('that is renamed is still led to, from nodes and from the settings', () => {
    const next = renamed(flow, 'menu', 'front');
    expect(next.start).toBe('front');
    expect(valueAt(next, 'nodes.person.closed')).toBe('front');
    expect(valueAt(next, 'nodes.front.no_input')).toBe('front');
    expect('menu' in next.nodes).toBe(false);
  });

  it('that is taken out is led to by nobody any more', () => {
    const next = withoutNode(flow, 'person');
    expect(next.person).toBeUndefined();
    expect(valueAt(next, 'nodes.menu.choices[0].next')).toBeUndefined();
    expect(valueAt(next, 'nodes.menu.no_match')).toBeUndefined();
    expect(next.start).toBe('menu');
  });

  it('that is new has a name of its own, and leads whoever is silent to a person', () => {
    expect(nameFor(flow, 'menu')).toBe('menu_2');
    const next = withNode(flow, 'ask', freshNode('ask', flow));
    expect(valueAt(next, 'nodes.ask.no_input')).toBe('person');
  });
});

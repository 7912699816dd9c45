import { expect, it } from 'vitest';
import { type Colleague, matching, stateOf } from './colleagues.ts';

const who = (name: string, state: Colleague['state'], on_call = false): Colleague => ({
  id: name,
  name,
  state,
  on_call,
  languages: ['it'],
});
const names = (list: Colleague[]) => list.map((each) => each.name);

it('who could answer comes first, who has left not at all', () => {
  const all = [
    who('Anna', 'away'),
    who('Bruno', 'busy', true),
    who('Zoe', 'available'),
    who('Carla', 'available'),
    who('Dino', 'offline'),
    who('Ezio', 'busy'),
  ];
  expect(names(matching(all, '', 'it'))).toEqual(['Carla', 'Zoe', 'Ezio', 'Bruno', 'Anna']);
});

it('a name is found by parts of it', () => {
  const all = [who('Anna Ferri', 'available'), who('Bruno Sala', 'available')];
  expect(names(matching(all, 'SAL br', 'it'))).toEqual(['Bruno Sala']);
});

it('a call says more than busy', () => {
  expect(stateOf(who('Anna', 'busy', true))).toBe('on_call');
  expect(stateOf(who('Anna', 'offline', true))).toBe('offline');
});

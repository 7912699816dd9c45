import { expect, it } from 'vitest';
import { matches } from './match.ts';

it('finds by the beginnings of words, in any order and without accents', () => {
  expect(matches('off acc', 'Accettare l’offerta')).toBe(true);
  expect(matches('perche', 'Perché ancora in attesa')).toBe(true);
  expect(matches('', 'Uscire')).toBe(true);
  expect(matches('ferta', 'Accettare l’offerta')).toBe(false);
});

import { expect, it } from 'vitest';
import { finished, incomplete, keyFor, moved, type Word } from './words.ts';

const word = (key: string, it = 'x', en = 'x'): Word => ({ key, label: { it, en } });

it('makes a key that a program can use and nobody has', () => {
  expect(keyFor('Città già visitata!', [])).toBe('citta_gia_visitata');
  expect(keyFor('Pausa', ['pausa', 'pausa_2'])).toBe('pausa_3');
  expect(keyFor('???', [])).toBe('word');
  expect(keyFor('a'.repeat(200), []).length).toBeLessThanOrEqual(40);
});

it('moves a word and stays within the list', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});

it('finds the words that lack a language', () => {
  expect(incomplete([word('a'), word('b', 'x', ' '), word('c', '')])).toEqual([1, 2]);
});

it('keeps the keys that are there and gives each new word its own', () => {
  const list = finished([word('pausa', 'Sosta'), word('', ' Pausa '), word('', 'Pausa')]);
  expect(list.map((each) => each.key)).toEqual(['pausa', 'pausa_2', 'pausa_3']);
  expect(list[1]?.label.it).toBe('Pausa');
});

import { expect, it } from 'vitest';
import { isBare, printed, strokeOf } from './keys.ts';

const press = (over: Partial<Parameters<typeof strokeOf>[0]>) => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
});

it('reads Alt from the place of the key, so that a Mac can accept an offer', () => {
  expect(strokeOf(press({ key: 'å', code: 'KeyA', altKey: true }))).toBe('alt+a');
  expect(strokeOf(press({ key: 'K', code: 'KeyK', metaKey: true }))).toBe('mod+k');
  expect(strokeOf(press({ key: '?', code: 'Minus' }))).toBe('?');
});

it('walks with F6 and Shift+F6, also while somebody types', () => {
  expect(strokeOf(press({ key: 'F6', code: 'F6' }))).toBe('f6');
  expect(strokeOf(press({ key: 'F6', code: 'F6', shiftKey: true }))).toBe('shift+f6');
  expect(isBare('f6')).toBe(false);
  expect(printed('shift+f6', false)).toEqual(['Shift', 'F6']);
});

it('tells bare keys from chords and prints both', () => {
  expect(isBare('g i')).toBe(true);
  expect(isBare('alt+a')).toBe(false);
  expect(printed('mod+k', true)).toEqual(['⌘', 'K']);
  expect(printed('g i', false)).toEqual(['G', 'I']);
});

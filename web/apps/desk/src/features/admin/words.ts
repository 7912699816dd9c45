/* A company's own lists of words: outcomes of a wrap-up and reasons for being away. Pure. */
import type { Localized } from '@centralino/api/types.ts';

export interface Word {
  /** For programs and for what is already stored: chosen once, never changed. */
  key: string;
  label: Localized;
  solved?: boolean;
}

const KEY_LENGTH_MAX = 40;

/** A key nobody has yet, from what the word says: small letters, digits and "_". */
export function keyFor(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, KEY_LENGTH_MAX - 4);
  const base = plain || 'word';
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? base : `${base}_${n}`;
    if (!taken.includes(key)) return key;
  }
}

/** The list with one item a step further up or down; at the ends it stays. */
export function moved<T>(list: readonly T[], index: number, step: 1 | -1): T[] {
  const to = index + step;
  const item = list[index];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const rest = list.toSpliced(index, 1);
  return rest.toSpliced(to, 0, item);
}

/** Which words lack one of their two languages. */
export const incomplete = (words: readonly Word[]): number[] =>
  words.flatMap(({ label }, index) => (label.it.trim() && label.en.trim() ? [] : [index]));

/** As the server is to hold them: trimmed, and with a key for each that is new. */
export function finished(words: readonly Word[]): Word[] {
  const taken = words.map((each) => each.key).filter(Boolean);
  return words.map((word) => {
    const label = { it: word.label.it.trim(), en: word.label.en.trim() };
    const key = word.key || keyFor(label.it, taken);
    if (!word.key) taken.push(key);
    return { ...word, key, label };
  });
}

import type { Language } from '@centralino/api/types.ts';

/** Says what a table holds of each key, first in Italian, then in English, with the values in their places. */
export function speakerOf<Key extends string>(
  texts: Record<Key, readonly [string, string]>,
  language: Language,
) {
  const place = language === 'it' ? 0 : 1;
  return (key: Key, values?: Record<string, string | number>): string =>
    texts[key][place].replace(/\{(\w+)\}/g, (_, name) => String(values?.[name] ?? ''));
}

/* Telephone numbers as people type them. Pure. */

const SHORTEST = 2;
const LONGEST = 20;

/** "+39 02 1234-567" → "+39021234567"; undefined when nobody could be called with it. */
export function dialable(typed: string): string | undefined {
  const plain = typed
    .trim()
    .replace(/^00/, '+')
    .replace(/[\s().\-/]/g, '');
  if (!/^\+?[0-9*#]+$/.test(plain)) return undefined;
  const digits = plain.replace('+', '').length;
  return digits >= SHORTEST && digits <= LONGEST ? plain : undefined;
}

/** Only what a keypad can send. */
export const tonesIn = (typed: string): string => typed.replace(/[^0-9*#]/g, '');

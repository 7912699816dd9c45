/* Finding a command by what a person types: every word must begin a word of the label, accents aside. */

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

export function matches(query: string, label: string): boolean {
  const words = plain(label).split(/[\s’']+/);
  return plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** As a word stands at the beginning of a line; Italian writes days and languages small elsewhere. */
export const capitalised = (word: string): string =>
  word.charAt(0).toLocaleUpperCase() + word.slice(1);

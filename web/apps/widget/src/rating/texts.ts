/* What the rating says to customers: Italian formally, English plainly. */
import type { Language } from '@centralino/api/types.ts';
import { speakerOf } from '../speaker.ts';

const texts = {
  rate: ['Com’è andata?', 'How did it go?'],
  rateHint: ['Da 1, male, a 5, molto bene.', 'From 1, badly, to 5, very well.'],
  rateOf: ['{n} su 5', '{n} out of 5'],
  comment: ['Vuole aggiungere qualcosa? (facoltativo)', 'Anything to add? (optional)'],
  rateSend: ['Invia il voto', 'Send the rating'],
} as const;

export type RatingSay = ReturnType<typeof speaker>;

export const speaker = (language: Language) => speakerOf(texts, language);

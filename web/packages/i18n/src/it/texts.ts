import { figures } from './figures.ts';
import { inbox } from './inbox.ts';
import { shell } from './shell.ts';

export const texts = { ...shell, ...inbox, ...figures };

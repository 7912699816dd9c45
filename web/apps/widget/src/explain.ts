import { Failure } from './http.ts';
import type { Say } from './texts.ts';

/** Why something failed: in the server's words, or in ours. */
export const explain = (error: unknown, say: Say): string =>
  error instanceof Failure ? error.message || say(error.text) : say('broken');

/*
 * The replies of this page that can still be taken back. They are released before anything that would change
 * who may write (the end, a transfer, a sign-out) and when the page closes: nothing written is ever lost.
 */
import { Held } from './held.ts';

export const replies = new Held();

addEventListener('pagehide', () => void replies.release(undefined, true));

/*
 * The third script of the widget, fetched when a chat is over and the site wants it rated. Draws into a place in the
 * chat, whose styles it adds to.
 */
import type { Language } from '@centralino/api/types.ts';
import { render } from 'preact';
import { NEAR_END_PX } from '../near.ts';
import { Rating } from './Rating.tsx';
import style from './rating.css?inline';
import { speaker } from './texts.ts';

/** Sends the rating; gives what went wrong, as a sentence, or nothing. */
export type Rate = (score: number, comment: string, key: string) => Promise<string>;

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

export function open(place: HTMLElement, language: Language, rate: Rate): void {
  const root = place.getRootNode() as ShadowRoot;
  if (!root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const log = place.closest('.log');
  const atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
  render(<Rating rate={rate} say={speaker(language)} />, place);
  // It came later than the words above it; who reads further up is left there.
  if (atEnd) log?.scrollTo(0, log.scrollHeight);
}

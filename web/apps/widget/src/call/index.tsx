/*
 * The second script of the widget, fetched when somebody wants to call or comes back to a call of theirs. It draws
 * into the widget's own shadow root, whose styles it adds to, and takes the chat's place meanwhile.
 */
import { render } from 'preact';
import type { Server } from '../http.ts';
import { CallPanel } from './CallPanel.tsx';
import style from './call.css?inline';
import { keptCall } from './kept.ts';
import { speaker } from './texts.ts';
import { WebCall } from './webCall.ts';

interface Talks {
  server: Server;
  widget: string;
}

export function open(root: ShadowRoot, { server: { origin, language }, widget }: Talks): void {
  if (root.querySelector('.calls')) return;
  const place = document.createElement('div');
  place.className = 'c calls';
  place.lang = language;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const sound = document.createElement('audio');
  sound.autoplay = true;
  root.append(place, sound);

  const call = new WebCall({ origin, widget, language, sound });
  call.onChange = () =>
    render(
      <CallPanel call={call} view={call.view} say={speaker(language)} onClose={close} />,
      place,
    );
  const close = (): void => {
    call.leave();
    place.remove();
    sound.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
    root.querySelector<HTMLElement>('.launcher')?.focus();
  };
  const token = keptCall(widget);
  if (token) void call.resume(token);
  else call.onChange();
}

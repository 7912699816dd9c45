/*
 * The script a site embeds: <script src="https://host/widget.js" data-widget="KEY" async></script>.
 * Builds a shadow root, so that the site's styles and ours never meet, and styles it with a constructed
 * sheet, which no content policy of the site forbids.
 */
import type { Language } from '@centralino/api/types.ts';
import { render } from 'preact';
import { App } from './App.tsx';
import { accentRules } from './accent.ts';
import { Session } from './session.ts';
import style from './style.css?inline';
import { speaker } from './texts.ts';

const script = document.currentScript as HTMLScriptElement | null;

function chosenLanguage(): Language {
  const wish = script?.dataset.language || document.documentElement.lang || navigator.language;
  return wish.toLowerCase().startsWith('it') ? 'it' : 'en';
}

function start(): void {
  if (!script || document.querySelector('centralino-widget')) return;
  const host = document.createElement('centralino-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);

  const language = chosenLanguage();
  const session = new Session(new URL(script.src).origin, script.dataset.widget ?? '', language);
  const more = (name: string) =>
    import(/* @vite-ignore */ `${session.server.origin}/widget/${name}.js`);
  session.phone = () => void more('call').then((calls) => calls.open(root, session));
  // Without it there is no rating; the chat has ended all the same.
  session.rating = (place, rate) =>
    void more('rating').then(
      (rating) => rating.open(place, language, rate),
      () => {},
    );
  let colours: string | undefined;
  const draw = () => {
    // The site's own line speaks first, the server as soon as it is asked.
    const wanted = accentRules(session.view.info?.accent ?? script.dataset.accent);
    if (wanted !== colours) {
      colours = wanted;
      sheet.replaceSync(style + colours);
    }
    render(<App session={session} view={session.view} say={speaker(language)} />, root);
  };
  session.onChange = draw;
  root.addEventListener('keydown', keepKeys);
  draw();
  // Back in the middle of a call (call/kept.ts). Last, because a page without storage throws here.
  if (sessionStorage[`centralino.call.${session.widget}`]) session.phone();
}

/** What is typed here is not a shortcut of the site. */
function keepKeys(event: Event): void {
  if ((event as KeyboardEvent).key !== 'Tab') event.stopPropagation();
}

if (document.body) start();
else addEventListener('DOMContentLoaded', start);

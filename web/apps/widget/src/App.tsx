import { useEffect, useRef, useState } from 'preact/hooks';
import { Chat } from './Chat.tsx';
import { Failure } from './http.ts';
import { ChatIcon, CloseIcon } from './icons.tsx';
import { lastFromOthers } from './model.ts';
import { Start } from './Start.tsx';
import type { Session, View } from './session.ts';
import type { Say, TextKey } from './texts.ts';

export function App({ session, view, say }: { session: Session; view: View; say: Say }) {
  const [open, setOpen] = useState(false);
  const [read, setRead] = useState(0);
  const [failed, setFailed] = useState<TextKey>();
  const launcher = useRef<HTMLButtonElement>(null);
  const { talk, info } = view;
  const newest = talk ? lastFromOthers(talk) : 0;
  const known = useRef<string>(undefined);

  // What was there when the page opened is not news.
  if (talk && known.current !== talk.conversation_id) {
    known.current = talk.conversation_id;
    setRead(newest);
  }
  useEffect(() => {
    if (!open) return;
    setRead(newest);
    if (newest) session.say({ type: 'seen', up_to: newest });
  }, [open, newest, view.offline]);

  function load(): void {
    setFailed(undefined);
    session.load().catch((error) => setFailed(error instanceof Failure ? error.text : 'broken'));
  }
  useEffect(() => {
    if (open && !info) load();
  }, [open]);

  function close(): void {
    setOpen(false);
    requestAnimationFrame(() => launcher.current?.focus());
  }

  const unread = open
    ? 0
    : (talk?.messages.filter(
        (each) => each.n > read && each.author.kind !== 'visitor' && each.kind !== 'event',
      ).length ?? 0);
  const name = info?.texts?.title[session.server.language] ?? info?.tenant_name ?? '';
  return (
    <div class="c" lang={session.server.language}>
      {open && (
        <section
          class="window"
          role="dialog"
          aria-label={name ? say('title', { name }) : say('loading')}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          <div class="head">
            <div class="grow">
              <h2>{talk?.agent && talk.state !== 'ended' ? talk.agent.name : name}</h2>
              <p>{subtitle(view, say)}</p>
            </div>
            {(info?.demo || talk?.demo) && <span class="tag">{say('demo')}</span>}
            <button type="button" class="icon" aria-label={say('close')} onClick={close}>
              <CloseIcon />
            </button>
          </div>
          {view.resuming ? (
            <Chat session={session} view={view} say={say} />
          ) : info ? (
            <Start session={session} view={view} info={info} say={say} />
          ) : (
            <div class="center" role="status">
              {failed ? (
                <div>
                  <p>{say(failed)}</p>
                  <button type="button" class="second" onClick={load}>
                    {say('retry')}
                  </button>
                </div>
              ) : (
                say('loading')
              )}
            </div>
          )}
        </section>
      )}
      <button
        ref={launcher}
        type="button"
        class={`launcher${open ? ' hides' : ''}`}
        aria-label={open ? say('close') : unread ? say('openUnread', { n: unread }) : say('open')}
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        {open ? <CloseIcon /> : <ChatIcon />}
        {unread > 0 && <span class="badge">{unread}</span>}
      </button>
      <div class="hidden" role="status">
        {unread > 0 && talk?.agent && say('newMessage', talk.agent)}
      </div>
    </div>
  );
}

function subtitle({ talk, resuming }: View, say: Say): string {
  if (!talk) return resuming ? say('loading') : '';
  if (talk.state === 'ended') return say('ended');
  if (talk.state === 'automated') return '';
  return talk.agent ? say('with', talk.agent) : say('waitingTitle');
}

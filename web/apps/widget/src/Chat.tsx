import { useEffect, useRef, useState } from 'preact/hooks';
import { Compose } from './Compose.tsx';
import { Ended } from './Ended.tsx';
import { explain } from './explain.ts';
import { EndIcon, PersonIcon } from './icons.tsx';
import { openQuestion } from './model.ts';
import { NEAR_END_PX } from './near.ts';
import { Choices, MessageRow, OutgoingRow } from './Rows.tsx';
import type { Session, View } from './session.ts';
import type { Say } from './texts.ts';
import { waitText } from './wait.ts';

export function Chat({ session, view, say }: { session: Session; view: View; say: Say }) {
  const { talk, outbox } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const over = talk?.state === 'ended';
  const asked = talk && outbox.length === 0 ? openQuestion(talk) : undefined;
  const count = (talk?.messages.length ?? 0) + outbox.length;

  useEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [count, talk?.typing, over, talk?.survey]);

  return (
    <div class="body">
      {view.offline && (
        <p class="banner" role="status">
          {say('offline')}
        </p>
      )}
      {talk && !over && <Tools session={session} view={view} say={say} />}
      <div
        class="log"
        role="log"
        aria-label={say('log')}
        tabIndex={0}
        ref={scroller}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
        }}
      >
        {talk?.messages.map((message) => (
          <MessageRow key={message.id} message={message} session={session} say={say} />
        ))}
        {asked && <Choices message={asked} session={session} />}
        {outbox.map((entry) => (
          <OutgoingRow
            key={entry.key}
            entry={entry}
            say={say}
            onRetry={() => session.retry(entry.key)}
          />
        ))}
        {talk?.typing && <p class="event">{say('typing', { name: talk.agent?.name ?? '' })}</p>}
        {over && talk && <Ended session={session} talk={talk} say={say} />}
      </div>
      {talk && !over && <Queue view={view} say={say} />}
      {talk && !over && (
        <Compose session={session} view={view} say={say} secret={!!asked?.question?.secret} />
      )}
    </div>
  );
}

/** Where one stands in the line. Read out when it changes. */
function Queue({ view: { talk }, say }: { view: View; say: Say }) {
  const waits = talk?.state === 'waiting' || talk?.state === 'offered';
  return (
    <div role="status" class={waits ? 'queue' : 'hidden'}>
      {talk?.state === 'offered' && say('offered')}
      {talk?.state === 'waiting' && talk.queue && (
        <span>
          <b>
            {talk.queue.position > 1 ? say('position', { n: talk.queue.position }) : say('next')}
          </b>{' '}
          {waitText(say, talk.queue)}
        </span>
      )}
      {talk?.state === 'active' && talk.agent && say('with', talk.agent)}
    </div>
  );
}

function Tools({ session, view, say }: { session: Session; view: View; say: Say }) {
  const [sure, setSure] = useState(false);
  const [answer, setAnswer] = useState('');
  const sureButton = useRef<HTMLButtonElement>(null);
  const { talk } = view;
  // Who talks to a person needs no way to one; everybody else always has it.
  const answered = talk?.state === 'active';

  useEffect(() => {
    if (sure) sureButton.current?.focus();
  }, [sure]);

  const fail = (error: unknown) => setAnswer(explain(error, say));

  function person(): void {
    session.person().then((estimate) => {
      // A flow may ask something more first: then it says so itself.
      if (estimate.position) setAnswer(`${say('personAsked')} ${waitText(say, estimate)}`);
    }, fail);
  }

  return (
    <div class="tools">
      {sure ? (
        <div class="row" role="group" aria-label={say('endSure')}>
          <b class="grow">{say('endSure')}</b>
          <button
            type="button"
            class="second bad"
            ref={sureButton}
            onClick={() => {
              setSure(false);
              session.end().catch(fail);
            }}
          >
            {say('yes')}
          </button>
          <button type="button" class="second" onClick={() => setSure(false)}>
            {say('no')}
          </button>
        </div>
      ) : (
        <div class="row">
          {answered ? (
            <span class="grow" />
          ) : (
            <button type="button" class="second grow" onClick={person}>
              <PersonIcon />
              {say('person')}
            </button>
          )}
          <button
            type="button"
            class={answered ? 'second' : 'icon'}
            aria-label={say('end')}
            onClick={() => setSure(true)}
          >
            <EndIcon />
            {answered && say('end')}
          </button>
        </div>
      )}
      <p role="status" class={answer ? 'quiet' : 'hidden'}>
        {answer}
      </p>
    </div>
  );
}

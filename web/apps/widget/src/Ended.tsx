import { useRef, useState } from 'preact/hooks';
import { Failure, newKey } from './http.ts';
import type { Talk } from './model.ts';
import type { Session } from './session.ts';
import type { Say } from './texts.ts';

/** What stands at the end of the transcript: who ended it, the rating, and the way to a new chat. */
export function Ended({ session, talk, say }: { session: Session; talk: Talk; say: Say }) {
  const name = talk.agent?.name;
  const who =
    talk.ended_by === 'visitor'
      ? say('endedByYou')
      : talk.ended_by === 'agent' && name
        ? say('endedByAgent', { name })
        : `${say('ended')}.`;
  return (
    <div class="ended">
      <p role="status">
        <b>{who}</b> {say('case', { n: talk.case_number })}
      </p>
      {talk.survey === 'asked' && <Rating session={session} say={say} />}
      {talk.survey === 'answered' && <p role="status">{say('thanks')}</p>}
      <button type="button" class="second" onClick={() => session.forget()}>
        {say('again')}
      </button>
    </div>
  );
}

function Rating({ session, say }: { session: Session; say: Say }) {
  const [score, setScore] = useState(0);
  const [failed, setFailed] = useState('');
  const comment = useRef<HTMLTextAreaElement>(null);
  const key = useRef(newKey());

  function submit(event: Event): void {
    event.preventDefault();
    setFailed('');
    session.rate(score, comment.current?.value.trim() ?? '', key.current).catch((error) => {
      key.current = newKey();
      setFailed(error instanceof Failure ? error.message || say(error.text) : say('broken'));
    });
  }

  return (
    <form class="rating" onSubmit={submit}>
      <fieldset>
        <legend>
          <b>{say('rate')}</b> <span class="quiet">{say('rateHint')}</span>
        </legend>
        {[1, 2, 3, 4, 5].map((value) => (
          <label key={value} class={value === score ? 'score chosen' : 'score'}>
            <input
              type="radio"
              name="score"
              aria-label={say('rateOf', { n: value })}
              checked={value === score}
              onChange={() => setScore(value)}
            />
            {value}
          </label>
        ))}
      </fieldset>
      <label>
        {say('comment')}
        <textarea ref={comment} rows={2} maxLength={1000} />
      </label>
      {failed && (
        <p class="fault" role="alert">
          {failed}
        </p>
      )}
      <button type="submit" class="main" disabled={score === 0}>
        {say('rateSend')}
      </button>
    </form>
  );
}

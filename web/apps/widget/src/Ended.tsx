import { useEffect, useRef } from 'preact/hooks';
import { explain } from './explain.ts';
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

/** Asked for once in a chat, and fetched then. */
function Rating({ session, say }: { session: Session; say: Say }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current)
      session.rating(place.current, (...given) =>
        session.rate(...given).then(
          () => '',
          (error) => explain(error, say),
        ),
      );
  }, []);
  return <div ref={place} />;
}

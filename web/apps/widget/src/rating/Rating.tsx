import { useRef, useState } from 'preact/hooks';
import { newKey } from '../http.ts';
import type { Rate } from './index.tsx';
import type { RatingSay } from './texts.ts';

export function Rating({ rate, say }: { rate: Rate; say: RatingSay }) {
  const [score, setScore] = useState(0);
  const [failed, setFailed] = useState('');
  const comment = useRef<HTMLTextAreaElement>(null);
  const key = useRef(newKey());

  function submit(event: Event): void {
    event.preventDefault();
    setFailed('');
    void rate(score, comment.current?.value.trim() ?? '', key.current).then((problem) => {
      if (problem) key.current = newKey();
      setFailed(problem);
    });
  }

  return (
    <form class="rating" onSubmit={submit}>
      <fieldset>
        <legend>
          <b>{say('rate')}</b> <span class="quiet">{say('rateHint')}</span>
        </legend>
        {[1, 2, 3, 4, 5].map((value) => (
          <label key={value} class={value === score ? 'second score chosen' : 'second score'}>
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

import type { Message } from '@centralino/api/types.ts';
import { FileIcon } from './icons.tsx';
import type { Outgoing, Session } from './session.ts';
import { knows, type Say } from './texts.ts';

/** In the page's language as the visitor's own browser writes it: English knows two clocks. */
function timeOf(at: string, language: string): string {
  const own = navigator.languages.find((each) => each.startsWith(language)) ?? language;
  return new Date(at).toLocaleTimeString(own, { hour: '2-digit', minute: '2-digit' });
}

interface RowProps {
  message: Message;
  session: Session;
  say: Say;
}

export function MessageRow({ message, session, say }: RowProps) {
  const { author, attachment, kind, text, at, state } = message;
  if (kind === 'event') {
    const key = `event.${text}`;
    // The rest of what happened (queued, offered…) is said elsewhere and would only be noise here.
    return knows(key) ? <p class="event">{say(key, author)}</p> : null;
  }
  const mine = author.kind === 'visitor';
  return (
    <article class={mine ? 'message mine' : 'message'}>
      <p class="by">
        {mine ? say('you') : author.name}{' '}
        <time dateTime={at}>{timeOf(at, session.server.language)}</time>
      </p>
      <div class="bubble">
        {attachment ? (
          <button
            type="button"
            class="file"
            onClick={() => session.fetchFile(attachment).catch(() => {})}
          >
            <FileIcon />
            {attachment.name}
          </button>
        ) : (
          text
        )}
      </div>
      {mine && <p class="state">{say(state)}</p>}
    </article>
  );
}

interface OutgoingProps {
  entry: Outgoing;
  say: Say;
  onRetry: () => void;
}

/** Answers to choose from; a person is one tool above, at every moment. */
export function Choices({ message, session }: { message: Message; session: Session }) {
  const choices = message.question?.choices.filter((each) => each.key !== '0') ?? [];
  if (choices.length === 0) return null;
  return (
    <div class="choices">
      {choices.map(({ key, label }) => (
        <button
          key={key}
          type="button"
          class="second"
          onClick={() => session.send(label, { choice: key })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

export function OutgoingRow({ entry, say, onRetry }: OutgoingProps) {
  const { failed, file, secret, text } = entry;
  return (
    <article class="message mine">
      <div class="bubble pending">{file ? file.name : secret ? '••••' : text}</div>
      {failed ? (
        <p class="state fault" role="alert">
          {say('failed')}. {knows(failed) ? say(failed) : failed}{' '}
          <button type="button" class="link" onClick={onRetry}>
            {say('retry')}
          </button>
        </p>
      ) : (
        <p class="state">{say('sending')}</p>
      )}
    </article>
  );
}

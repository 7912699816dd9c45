import { useEffect, useRef, useState } from 'preact/hooks';
import { ClipIcon, SendIcon } from './icons.tsx';
import type { Session, View } from './session.ts';
import type { Say } from './texts.ts';

const TYPING_AGAIN_MS = 3000;
const TYPING_OFF_MS = 4000;

interface Props {
  session: Session;
  view: View;
  say: Say;
  /** What is asked for is nobody's to read. */
  secret: boolean;
}

export function Compose({ session, view, say, secret }: Props) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const typing = useRef<{ at: number; timer?: ReturnType<typeof setTimeout> }>({ at: 0 });

  useEffect(() => {
    field.current?.focus();
    return () => clearTimeout(typing.current.timer);
  }, [secret]);

  function sayTyping(on: boolean): void {
    const now = Date.now();
    clearTimeout(typing.current.timer);
    if (on ? now - typing.current.at > TYPING_AGAIN_MS : typing.current.at > 0) {
      session.say({ type: 'typing', on });
      typing.current.at = on ? now : 0;
    }
    if (on) typing.current.timer = setTimeout(() => sayTyping(false), TYPING_OFF_MS);
  }

  function send(event?: Event): void {
    event?.preventDefault();
    if (text.trim()) session.send(text.trim(), secret ? { secret } : {});
    setText('');
    sayTyping(false);
    field.current?.focus();
  }

  function pick(files: FileList | null): void {
    setProblem('');
    const most = view.info?.max_file_bytes;
    for (const file of files ?? []) {
      if (most && file.size > most) setProblem(say('tooBig', { n: Math.floor(most / 1e6) }));
      else session.send('', { file });
    }
    if (picker.current) picker.current.value = '';
  }

  // The same field, of the kind that hides what is typed; it takes no further lines.
  const Field = (secret ? 'input' : 'textarea') as 'textarea';
  return (
    <form class="compose" onSubmit={send}>
      {problem && (
        <p class="fault" role="alert">
          {problem}
        </p>
      )}
      <div class="row">
        <button
          type="button"
          class="icon"
          aria-label={say('attach')}
          title={say('attach')}
          onClick={() => picker.current?.click()}
        >
          <ClipIcon />
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          aria-label={say('attach')}
          onChange={(event) => pick(event.currentTarget.files)}
        />
        <Field
          ref={field}
          {...(secret && { type: 'password' })}
          rows={1}
          aria-label={say('write')}
          placeholder={say('write')}
          maxLength={view.info?.max_text}
          value={text}
          onInput={(event: { currentTarget: { value: string } }) => {
            setText(event.currentTarget.value);
            sayTyping(event.currentTarget.value !== '');
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
          }}
        />
        <button type="submit" class="icon send" aria-label={say('send')} disabled={!text.trim()}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}

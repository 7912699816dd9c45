import type { WidgetInfo } from '@centralino/api/visitor.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { explain } from './explain.ts';
import type { Session, View } from './session.ts';
import type { Say, TextKey } from './texts.ts';
import { waitText } from './wait.ts';

interface Props {
  session: Session;
  view: View;
  info: WidgetInfo;
  say: Say;
}

type Faults = Partial<Record<'name' | 'email' | 'text', TextKey>>;

/** Who writes and what about. A closed queue is explained, and takes the message all the same. */
export function Start({ session, view, info, say }: Props) {
  const [faults, setFaults] = useState<Faults>({});
  const [failed, setFailed] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = (name: string) =>
    form.current?.elements.namedItem(name) as HTMLInputElement | undefined;

  useEffect(() => field('name')?.focus(), []);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const value = (name: string) => field(name)?.value.trim() ?? '';
    const [name, email, text] = [value('name'), value('email'), value('text')];
    const found: Faults = {};
    if (!name) found.name = 'nameMissing';
    if (email && !/^\S+@\S+\.\S+$/.test(email)) found.email = 'emailWrong';
    if (!text) found.text = 'textMissing';
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first) return field(first)?.focus();
    setBusy(true);
    setFailed('');
    try {
      await session.start(name, email, text);
    } catch (error) {
      setFailed(explain(error, say));
    }
    setBusy(false);
  }

  const fault = (name: keyof Faults) => {
    const key = faults[name];
    return (
      key && (
        <span class="fault" id={`fault-${name}`}>
          {say(key)}
        </span>
      )
    );
  };
  const marks = (name: keyof Faults) => ({
    name,
    'aria-invalid': !!faults[name],
    'aria-describedby': faults[name] ? `fault-${name}` : undefined,
  });

  // A machine that begins says so itself, with its first words.
  const greeting =
    info.texts?.greeting[session.server.language] ?? (info.machine ? '' : say('hello'));
  return (
    <form class="form" ref={form} onSubmit={submit} noValidate>
      {view.notice && <p class="note">{say(view.notice)}</p>}
      {info.open ? (
        <div>
          {greeting && <p>{greeting}</p>}
          {!info.machine && <p class="quiet">{waitText(say, info.estimate)}</p>}
        </div>
      ) : (
        <div class="note">
          <b>{say('closedTitle')}</b>
          <p>{say('closed')}</p>
        </div>
      )}
      <label>
        {say('name')}
        <input {...marks('name')} autocomplete="name" required />
      </label>
      {fault('name')}
      <label>
        {say('email')}
        <input {...marks('email')} type="email" autocomplete="email" />
      </label>
      {fault('email') ?? <span class="quiet">{say('emailHint')}</span>}
      <label>
        {say('text')}
        <textarea {...marks('text')} rows={4} maxLength={info.max_text} required />
      </label>
      {fault('text')}
      {failed && (
        <p class="fault" role="alert">
          {failed}
        </p>
      )}
      <button type="submit" class="main" disabled={busy}>
        {say(busy ? 'sending' : 'begin')}
      </button>
      {info.calls && (
        <button type="button" class="second" onClick={session.phone}>
          {say('call')}
        </button>
      )}
    </form>
  );
}

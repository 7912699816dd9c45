import { useEffect, useRef, useState } from 'preact/hooks';
import { BarsIcon, CloseIcon, HangUpIcon, KeypadIcon, MutedIcon, MuteIcon } from './icons.tsx';
import { Keypad } from './Keypad.tsx';
import { clock, progress } from './progress.ts';
import type { CallSay } from './texts.ts';
import type { CallState, WebCall } from './webCall.ts';

interface Props {
  call: WebCall;
  view: CallState;
  say: CallSay;
  onClose: () => void;
}

export function CallPanel({ call, view, say, onClose }: Props) {
  const on = view.step === 'on';
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (on) panel.current?.focus();
  }, [on]);
  return (
    <section class="window phone" role="dialog" aria-label={say('title')} tabIndex={-1} ref={panel}>
      <div class="head">
        <h2 class="grow">{say('title')}</h2>
        {!on && (
          <button type="button" class="icon" aria-label={say('close')} onClick={onClose}>
            <CloseIcon />
          </button>
        )}
      </div>
      {view.step === 'form' ? (
        <Form call={call} view={view} say={say} />
      ) : (
        <div class="form">
          <p role="status" class="progress">
            {progress(view, say)}
          </p>
          {on && <Live call={call} view={view} say={say} />}
          {view.step === 'over' && (
            <button type="button" class="second" onClick={onClose}>
              {say('close')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function Form({ call, view, say }: Omit<Props, 'onClose'>) {
  const form = useRef<HTMLFormElement>(null);
  const value = (name: string) =>
    (form.current?.elements.namedItem(name) as HTMLInputElement | null)?.value.trim() ?? '';
  useEffect(() => (form.current?.elements[0] as HTMLElement | undefined)?.focus(), []);
  return (
    <form
      class="form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void call.begin(value('name'), value('phone'));
      }}
    >
      <p>{say('lead')}</p>
      <label>
        {say('name')}
        <input name="name" autocomplete="name" maxLength={100} />
      </label>
      <label>
        {say('phone')}
        <input name="phone" type="tel" autocomplete="tel" maxLength={40} aria-describedby="tel" />
      </label>
      <span class="quiet" id="tel">
        {say('phoneHint')}
      </span>
      {view.problem && (
        <p class="fault" role="alert">
          {view.detail || say(view.problem)}
        </p>
      )}
      <button type="submit" class="main">
        {say('call')}
      </button>
    </form>
  );
}

function Live({ call, view, say }: Omit<Props, 'onClose'>) {
  const [keys, setKeys] = useState(false);
  const { microphone, muted } = view.line;
  const problem = microphone === 'denied' || microphone === 'missing' || microphone === 'busy';
  return (
    <div class="live">
      <p class="row facts">
        {view.talkingSince ? <Clock since={view.talkingSince} /> : <span />}
        {view.grade !== 'good' && (
          <span class={`row ${view.grade}`} role="status">
            <BarsIcon />
            {say(view.grade)}
          </span>
        )}
        {view.call?.recorded && <span class="row dot">{say('recorded')}</span>}
      </p>
      {problem && (
        <p class="fault" role="alert">
          {say(microphone)}
        </p>
      )}
      {muted && <p class="note">{say('muted')}</p>}
      {view.silent && (
        <div class="note">
          <p>{say('hearHint')}</p>
          <button type="button" class="second" onClick={() => call.hear()}>
            {say('hear')}
          </button>
        </div>
      )}
      {keys && <Keypad say={say} onPress={(key) => call.press(key)} />}
      <div class="row actions">
        <button
          type="button"
          class="round"
          aria-label={say(muted ? 'unmute' : 'mute')}
          aria-pressed={muted ? 'true' : 'false'}
          onClick={() => call.mute(!muted)}
        >
          {muted ? <MutedIcon /> : <MuteIcon />}
        </button>
        <button
          type="button"
          class="round"
          aria-label={say('keypad')}
          aria-expanded={keys ? 'true' : 'false'}
          onClick={() => setKeys(!keys)}
        >
          <KeypadIcon />
        </button>
        <button
          type="button"
          class="round end"
          aria-label={say('hangUp')}
          onClick={() => void call.hangUp()}
        >
          <HangUpIcon />
        </button>
      </div>
    </div>
  );
}

/** How long one has been talking. Not read out. */
function Clock({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span class="num">{clock((now ?? since) - since)}</span>;
}

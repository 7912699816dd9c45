/*
 * What was heard and done in a trial, as lines to read. Words that the flow did not say itself are named by a
 * key under flows.trial.did, with what goes into them. Pure.
 */
import type { Effect, Happening, Tried } from '../api.ts';

export interface TrialLine {
  who: 'flow' | 'caller' | 'world';
  /** What was said; else `key` and `values` say what happened. */
  text?: string;
  key?: string;
  values?: Record<string, string | number>;
}

const world = (key: string, values: Record<string, string | number> = {}): TrialLine => ({
  who: 'world',
  key,
  values,
});
const caller = (key: string, values: Record<string, string | number> = {}): TrialLine => ({
  who: 'caller',
  key,
  values,
});

function happened(event: Happening): TrialLine | undefined {
  switch (event.type) {
    case 'digit':
      return caller('pressed', { key: event.key });
    case 'clicked':
      return caller('clicked', { key: event.key });
    case 'typed':
      return { who: 'caller', text: event.text };
    case 'secret_entered':
      return caller(event.fits ? 'secretFits' : 'secretWrong');
    case 'timed_out':
      return caller('silence');
    case 'hung_up':
      return caller('hangsUp');
    case 'hours_answered':
      return world(event.open ? 'open' : 'closed');
    case 'look_up_answered':
      return world('found');
    case 'look_up_failed':
      return world(event.reason);
    case 'queue_entered':
    case 'queue_position':
      return world('place', { n: event.position });
    case 'queue_left':
      return world(`queue_${event.reason}`);
    case 'recording_done':
      return event.length_ms > 0 ? caller('recorded') : caller('recordedNothing');
    case 'callback_offered':
      return world('offered', { date: event.date, time: event.time });
    case 'started':
    case 'prompt_done':
    case 'consent_given':
    case 'callback_accepted':
    case 'resumed':
      return undefined;
    default:
      return world(event.type);
  }
}

function done(effect: Effect): TrialLine | undefined {
  switch (effect.type) {
    case 'say':
      return { who: 'flow', text: effect.text };
    case 'enqueue':
      return world('enqueue', { queue: effect.queue });
    case 'ask_hours':
      return effect.calendar
        ? world('asksHours', { calendar: effect.calendar })
        : world('asksOwnHours');
    case 'look_up':
      return world('looksUp', { url: effect.url });
    case 'find_callback':
      return world('asksCallback', { queue: effect.queue });
    case 'book_callback':
      return world('books', { to: effect.to || '—' });
    case 'take_message':
      return world('message', { queue: effect.queue });
    case 'start_recording':
      return world(effect.kind === 'voicemail' ? 'records' : 'recordsAll');
    case 'transfer':
      return world('transfers', { target: effect.target });
    case 'set_field':
      return world('setsField', { field: effect.field, value: effect.value });
    case 'end':
      return world(`end_${effect.reason}`);
    case 'fact':
      return effect.what === 'looped' ? world('looped') : undefined;
    default:
      return undefined;
  }
}

export const transcript = (tried: Tried): TrialLine[] =>
  tried.steps.flatMap(({ event, effects }) =>
    [happened(event), ...effects.map(done)].filter((line) => line !== undefined),
  );

/** What the world is asked just now: the newest question to it. */
export function asked(tried: Tried): Effect | undefined {
  if (tried.phase !== 'asking') return undefined;
  return tried.steps
    .flatMap((step) => step.effects)
    .findLast(
      (each) =>
        each.type === 'ask_hours' || each.type === 'look_up' || each.type === 'find_callback',
    );
}

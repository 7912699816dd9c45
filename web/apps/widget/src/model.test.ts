import type { Message } from '@centralino/api/types.ts';
import type { VisitorSnapshot } from '@centralino/api/visitor.ts';
import { expect, it } from 'vitest';
import { fromSnapshot, lastFromOthers, openQuestion, reduce } from './model.ts';
import { speaker } from './texts.ts';
import { waitText } from './wait.ts';

const message = (n: number, kind: 'visitor' | 'agent' = 'visitor'): Message => ({
  id: `msg_${n}`,
  n,
  author: { kind, name: kind === 'agent' ? 'Anna' : 'Cleo' },
  kind: 'text',
  text: '',
  at: '2026-03-02T08:00:00Z',
  state: 'accepted',
});
const snapshot = (over: Partial<VisitorSnapshot> = {}): VisitorSnapshot => ({
  type: 'snapshot',
  seq: 5,
  now: '2026-03-02T08:00:00Z',
  conversation_id: 'conv_1',
  language: 'it',
  demo: true,
  state: 'waiting',
  queue: {
    position: 2,
    wait_s_median: 180,
    wait_s_low: 100,
    wait_s_high: 300,
    nobody_available: false,
  },
  messages: [message(1)],
  case_number: 'C-2026-000001',
  survey: 'none',
  ...over,
});

it('snapshot + events = next snapshot', () => {
  let talk = fromSnapshot(snapshot());
  talk = reduce(talk, { seq: 6, type: 'message.added', message: message(2, 'agent') });
  talk = reduce(talk, {
    seq: 7,
    type: 'conversation.changed',
    state: 'active',
    agent: { name: 'Anna' },
    survey: 'none',
  });
  const { queue: _, ...active } = snapshot({
    seq: 7,
    state: 'active',
    agent: { name: 'Anna' },
    messages: [message(1), message(2, 'agent')],
  });
  expect(talk).toEqual(fromSnapshot(active));
  expect(lastFromOthers(talk)).toBe(2);
});

it('a question is open until something else is written, and while the machine has the talk', () => {
  const question = { choices: [{ key: '1', label: 'Un pacco' }], secret: false };
  const asked: Message = { ...message(2), author: { kind: 'system', name: 'Aurora' }, question };
  const event: Message = { ...message(3), kind: 'event', text: 'call_held' };
  const talk = fromSnapshot(snapshot({ state: 'automated', messages: [message(1), asked, event] }));
  expect(openQuestion(talk)?.n).toBe(2);
  const answered = reduce(talk, { seq: 8, type: 'message.added', message: message(4) });
  expect(openQuestion(answered)).toBeUndefined();
  expect(openQuestion({ ...talk, state: 'waiting' })).toBeUndefined();
});

it('keeps the name of who answered when it is over', () => {
  let talk = fromSnapshot(snapshot({ state: 'active', agent: { name: 'Anna' } }));
  talk = reduce(talk, {
    seq: 6,
    type: 'conversation.changed',
    state: 'ended',
    survey: 'asked',
    ended_by: 'agent',
  });
  expect(talk).toMatchObject({ state: 'ended', agent: { name: 'Anna' }, ended_by: 'agent' });
});

it('a new snapshot does not lose what was accepted meanwhile', () => {
  let talk = fromSnapshot(snapshot());
  talk = reduce(talk, { seq: 6, type: 'message.added', message: message(2) });
  expect(fromSnapshot(snapshot(), talk).messages).toHaveLength(2);
});

it('says the wait with its ends', () => {
  const say = speaker('it');
  const wait = {
    position: 1,
    wait_s_median: 180,
    wait_s_low: 120,
    wait_s_high: 290,
    nobody_available: false,
  };
  expect(waitText(say, wait)).toBe('Attesa: circa 3 min, tra 2 e 5.');
  expect(waitText(say, { ...wait, wait_s_high: 40 })).toBe('Attesa: meno di un minuto.');
  expect(waitText(say, { ...wait, nobody_available: true })).toContain('non c’è nessuno');
});

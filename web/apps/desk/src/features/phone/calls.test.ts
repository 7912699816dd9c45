import type { Call, Me } from '@centralino/api/types.ts';
import { expect, it } from 'vitest';
import { askedAbout, mustTalk, myCalls, secondsOf, watched } from './calls.ts';

const call = (over: Partial<Call> = {}): Call => ({
  conversation_id: 'conv_1',
  direction: 'in',
  state: 'talking',
  number: '+39021',
  line_number: '+39022',
  web: false,
  held: false,
  recording: 'off',
  agents_pause: true,
  relay: false,
  secret: false,
  known: [],
  conference: false,
  watchers: [],
  agent_id: 'user_bruno',
  started_at: '2026-03-02T08:00:00Z',
  hold_s_total: 0,
  ...over,
});
const me = { user_id: 'user_anna', name: 'Anna' } as Me;
const desk = (...calls: Call[]) => ({ calls, me });

it('mine are those that I have, as long as they last', () => {
  const mine = call({ agent_id: 'user_anna' });
  expect(myCalls(desk(mine, call({ conversation_id: 'conv_2' })))).toEqual([mine]);
  expect(myCalls(desk({ ...mine, state: 'ended' }, { ...mine, state: 'automated' }))).toEqual([]);
  expect(mustTalk(desk(mine))).toBe(true);
  expect(mustTalk(desk(call()))).toBe(false);
});

it('a colleague who asks hears me once I have answered', () => {
  const asking = (state: 'ringing' | 'talking' | 'joined') =>
    desk(call({ consult: { state, kind: 'agent', label: 'Anna', agent_id: 'user_anna' } }));
  expect(askedAbout(asking('ringing'))).toBeDefined();
  expect(mustTalk(asking('ringing'))).toBe(false);
  expect(mustTalk(asking('talking'))).toBe(true);
  expect(mustTalk(asking('joined'))).toBe(true);
});

it('who listens is silent, who whispers or barges in is heard', () => {
  const by = (mode: 'listen' | 'whisper' | 'barge', id = 'user_anna') =>
    desk(call({ watchers: [{ id, name: 'Anna', mode }] }));
  expect(watched(by('listen'))?.mode).toBe('listen');
  expect(mustTalk(by('listen'))).toBe(false);
  expect(mustTalk(by('whisper'))).toBe(true);
  expect(mustTalk(by('barge'))).toBe(true);
  expect(mustTalk(by('barge', 'user_carla'))).toBe(false);
});

it('counts from the answer, and before it from the beginning', () => {
  const now = Date.parse('2026-03-02T08:01:00Z');
  expect(secondsOf(call(), now)).toBe(60);
  expect(secondsOf(call({ answered_at: '2026-03-02T08:00:50Z' }), now)).toBe(10);
  expect(secondsOf(call({ answered_at: '2026-03-02T09:00:00Z' }), now)).toBe(0);
});

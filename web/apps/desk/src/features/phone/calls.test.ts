import type { Call, Conversation, Me } from '@centralino/api/types.ts';
import { expect, it } from 'vitest';
import { hasVoice, mustTalk, myCalls, secondsOf, watched } from './calls.ts';

const call = (over: Partial<Call> = {}): Call => ({
  conversation_id: 'conv_1',
  direction: 'in',
  state: 'talking',
  number: '+39021',
  line_number: '+39022',
  held: false,
  recording: 'off',
  secret: false,
  known: [],
  conference: false,
  watchers: [],
  started_at: '2026-03-02T08:00:00Z',
  hold_s_total: 0,
  ...over,
});
const me = { user_id: 'user_anna', name: 'Anna', agent: true } as Me;
const conversation = (id: string, owner: string) =>
  ({ id, owner: { kind: 'agent', id: owner, name: '' } }) as Conversation;
const desk = (calls: Call[] | undefined, ...conversations: Conversation[]) => ({
  calls,
  conversations,
  me,
});

it('mine are those whose conversation I hold, as long as they last', () => {
  const mine = conversation('conv_1', 'user_anna');
  const others = conversation('conv_2', 'user_bruno');
  expect(myCalls(desk([call(), call({ conversation_id: 'conv_2' })], mine, others))).toEqual([
    call(),
  ]);
  expect(myCalls(desk([call({ state: 'ended' })], mine))).toEqual([]);
  expect(myCalls(desk(undefined, mine))).toEqual([]);
});

it('who listens is silent, who whispers or barges in is heard', () => {
  const by = (mode: 'listen' | 'whisper' | 'barge') =>
    desk([call({ watchers: [{ name: 'Anna', mode }] })]);
  expect(watched(by('listen'))?.mode).toBe('listen');
  expect(mustTalk(by('listen'))).toBe(false);
  expect(mustTalk(by('whisper'))).toBe(true);
  expect(mustTalk(by('barge'))).toBe(true);
  expect(mustTalk(desk([call({ watchers: [{ name: 'Carla', mode: 'barge' }] })]))).toBe(false);
});

it('a desk has a line when the server has a telephone and the agent takes calls', () => {
  expect(hasVoice({ calls: [], me })).toBe(true);
  expect(hasVoice({ calls: undefined, me })).toBe(false);
  expect(hasVoice({ calls: [], me: { ...me, agent: false } })).toBe(false);
  expect(hasVoice({ calls: [], me: { ...me, voice: false } })).toBe(false);
});

it('counts from the answer, and before it from the beginning', () => {
  const now = Date.parse('2026-03-02T08:01:00Z');
  expect(secondsOf(call(), now)).toBe(60);
  expect(secondsOf(call({ answered_at: '2026-03-02T08:00:50Z' }), now)).toBe(10);
  expect(secondsOf(call({ answered_at: '2026-03-02T09:00:00Z' }), now)).toBe(0);
});

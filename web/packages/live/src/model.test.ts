import type {
  AgentLive,
  Call,
  Conversation,
  Me,
  Message,
  Offer,
  Snapshot,
} from '@centralino/api/types.ts';
import { describe, expect, it } from 'vitest';
import { fromSnapshot, loadThread, markRead, reduce } from './model.ts';

const AT = '2026-03-02T08:00:00Z';
const me: Me = {
  user_id: 'user_anna',
  name: 'Anna',
  email: 'anna@demo.example',
  role: 'agent',
  language: 'it',
  tenant: { id: 'tenant_1', name: 'Aurora', zone: 'Europe/Rome', language: 'it', demo: true },
  tenants: [],
  csrf_token: 'csrf',
  agent: true,
  presence: { state: 'available', since: AT, busy: 0 },
};
const conversation = (over: Partial<Conversation> = {}): Conversation => ({
  id: 'conv_1',
  channel: 'chat',
  state: 'active',
  customer: { id: 'cust_1', name: 'Cleo', language: 'it', created_at: AT },
  case: {
    id: 'case_1',
    number: 'C-2026-000001',
    subject: 'Freni',
    type: 'request',
    state: 'open',
    priority: 'normal',
    created_at: AT,
  },
  queue: { id: 'queue_1', name: 'Assistenza' },
  owner: { kind: 'agent', id: 'user_anna', name: 'Anna' },
  epoch: 2,
  language: 'it',
  created_at: AT,
  unread: 0,
  known: {},
  visitor_online: true,
  ...over,
});
const message = (n: number, over: Partial<Message> = {}): Message => ({
  id: `msg_${n}`,
  n,
  author: { kind: 'visitor', name: 'Cleo' },
  kind: 'text',
  text: `testo ${n}`,
  at: `2026-03-02T08:00:0${n}Z`,
  state: 'accepted',
  ...over,
});
const offer: Offer = {
  id: 'offer_1',
  work_id: 'work_1',
  conversation_id: 'conv_1',
  queue: { id: 'queue_1', name: 'Assistenza' },
  customer: { id: 'cust_1', name: 'Cleo' },
  channel: 'chat',
  preview: 'I freni fischiano',
  language: 'it',
  made_at: AT,
  expires_at: AT,
  waited_s: 12,
  why: { code: 'longest_idle', text: { it: '', en: '' }, facts: {} },
};
const snapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  type: 'snapshot',
  seq: 10,
  now: AT,
  me,
  offers: [],
  conversations: [],
  wrapups: [],
  outcomes: [],
  presence_reasons: [],
  queues: [],
  agents: [],
  waiting: [],
  ...over,
});
const received = Date.parse(AT) - 500;
const start = (over: Partial<Snapshot> = {}) => fromSnapshot(snapshot(over), received);

describe('snapshot + events = next snapshot', () => {
  it('an offer that is accepted becomes a conversation', () => {
    const wrapup = {
      id: 'wrap_1',
      conversation_id: 'conv_1',
      customer_name: 'Cleo',
      started_at: AT,
      deadline_at: AT,
    };
    let state = start();
    state = reduce(state, { seq: 11, type: 'offer.made', offer });
    expect(state).toEqual(start({ seq: 11, offers: [offer] }));
    state = reduce(state, {
      seq: 12,
      type: 'offer.ended',
      offer_id: offer.id,
      outcome: 'accepted',
    });
    state = reduce(state, { seq: 13, type: 'conversation.changed', conversation: conversation() });
    expect({ ...state, lastOffer: undefined }).toEqual({
      ...start({ seq: 13, conversations: [conversation()] }),
      lastOffer: undefined,
    });
    const ended = conversation({ state: 'ended', ended_by: 'visitor' });
    state = reduce(state, { seq: 14, type: 'conversation.changed', conversation: ended });
    state = reduce(state, { seq: 15, type: 'wrapup.changed', wrapup });
    expect(state.conversations).toEqual([ended]);
    state = reduce(state, {
      seq: 16,
      type: 'wrapup.ended',
      wrapup_id: 'wrap_1',
      conversation_id: 'conv_1',
    });
    expect({ ...state, lastOffer: undefined }).toEqual({
      ...start({ seq: 16 }),
      lastOffer: undefined,
    });
  });

  it('a transferred conversation leaves the desk once it is wrapped up', () => {
    const wrapup = {
      id: 'wrap_1',
      conversation_id: 'conv_1',
      customer_name: 'Cleo',
      started_at: '2026-03-02T08:00:00Z',
      deadline_at: '2026-03-02T08:01:00Z',
    };
    const moved = conversation({ state: 'waiting', owner: { kind: 'queue' } });
    let state = reduce(start({ conversations: [conversation()] }), {
      seq: 11,
      type: 'wrapup.changed',
      wrapup,
    });
    state = reduce(state, { seq: 12, type: 'conversation.changed', conversation: moved });
    expect(state.conversations).toEqual([moved]);
    state = reduce(state, {
      seq: 13,
      type: 'wrapup.ended',
      wrapup_id: 'wrap_1',
      conversation_id: 'conv_1',
    });
    expect(state.conversations).toEqual([]);
  });

  it('a transferred conversation leaves the desk', () => {
    const state = reduce(start({ conversations: [conversation()] }), {
      seq: 11,
      type: 'conversation.changed',
      conversation: conversation({ state: 'waiting', owner: { kind: 'queue', id: 'queue_2' } }),
    });
    expect(state).toEqual(start({ seq: 11 }));
  });

  it('my own presence follows agent.changed', () => {
    const presence = { state: 'away' as const, reason: 'missed_offer', since: AT, busy: 0 };
    const agent: AgentLive = {
      id: 'user_anna',
      name: 'Anna',
      presence,
      state_now: 'away',
      state_since: AT,
      conversations: 0,
      capacity: 3,
      queues: [],
      handled_today: 0,
      connected: true,
    };
    const state = reduce(start(), { seq: 11, type: 'agent.changed', agent });
    expect(state).toEqual(start({ seq: 11, me: { ...me, presence } }));
  });
});

describe('order', () => {
  it('drops what is older and keeps what has the same seq', () => {
    const state = start();
    expect(reduce(state, { seq: 9, type: 'offer.made', offer })).toBe(state);
    expect(reduce(state, { seq: 10, type: 'offer.made', offer }).offers).toHaveLength(1);
  });

  it('ignores an event of a newer server but moves on', () => {
    const event = { seq: 11, type: 'weather.changed' } as never;
    expect(reduce(start(), event).seq).toBe(11);
  });
});

describe('threads', () => {
  it('merges fetched and live messages once each, in order', () => {
    let state = loadThread(start({ conversations: [conversation()] }), 'conv_1', [message(1)]);
    for (const n of [3, 2, 3])
      state = reduce(state, {
        seq: 11,
        type: 'message.added',
        conversation_id: 'conv_1',
        message: message(n),
      });
    state = loadThread(state, 'conv_1', [message(2), message(1)]);
    expect(state.threads.conv_1?.map((each) => each.n)).toEqual([1, 2, 3]);
    expect(state.conversations[0]?.last_message?.text).toBe('testo 3');
  });

  it('never takes "seen" back', () => {
    let state = loadThread(start(), 'conv_1', [message(1), message(2)]);
    const mark = (up_to: number, to: 'seen' | 'delivered') =>
      reduce(state, {
        seq: 11,
        type: 'message.state',
        conversation_id: 'conv_1',
        up_to,
        state: to,
        author_kind: 'visitor',
      });
    state = mark(1, 'seen');
    state = mark(2, 'delivered');
    expect(state.threads.conv_1?.map((each) => each.state)).toEqual(['seen', 'delivered']);
  });

  it('reading clears the unread count', () => {
    const state = markRead(start({ conversations: [conversation({ unread: 2 })] }), 'conv_1');
    expect(state.conversations[0]?.unread).toBe(0);
  });
});

it('a countdown follows the server clock', () => {
  expect(start().offsetMs).toBe(500);
});

describe('calls', () => {
  const call = (over: Partial<Call> = {}): Call => ({
    conversation_id: 'conv_1',
    direction: 'in',
    state: 'ringing',
    number: '+390212345678',
    line_number: '+390298765432',
    web: false,
    held: false,
    recording: 'off',
    agents_pause: true,
    relay: false,
    secret: false,
    known: [],
    conference: false,
    watchers: [],
    started_at: AT,
    hold_s_total: 0,
    ...over,
  });

  it('are kept as they stand, and taken away when they end', () => {
    let state = start({ calls: [], telephone: true, voice: true });
    state = reduce(state, { seq: 11, type: 'call.updated', call: call() });
    state = reduce(state, { seq: 12, type: 'call.updated', call: call({ state: 'talking' }) });
    expect(state.calls).toEqual([call({ state: 'talking' })]);
    const ended = call({ state: 'ended' });
    expect(reduce(state, { seq: 13, type: 'call.updated', call: ended }).calls).toEqual([]);
  });

  it('are none where the server has no telephone', () => {
    expect(start()).toMatchObject({ calls: [], telephone: false, voice: false });
  });
});

/*
 * What the desk knows, as a fold of one snapshot and the events after it. Pure: no clock, no network.
 * Invariant: reduce(fromSnapshot(s), events) equals fromSnapshot(the snapshot taken after those events),
 * but for threads, typing and lastOffer, which no snapshot carries.
 */
import type {
  AgentLive,
  Call,
  Conversation,
  LiveEvent,
  Me,
  Message,
  Offer,
  OfferOutcome,
  Outcome,
  PresenceReason,
  QueueLive,
  Snapshot,
  Waiting,
  WrapUp,
} from '@centralino/api/types.ts';
import { markMessages, putMessage } from './thread.ts';

export interface LiveState {
  seq: number;
  /** Server clock minus this browser's clock, so that countdowns agree with the server. */
  offsetMs: number;
  me: Me;
  offers: Offer[];
  conversations: Conversation[];
  wrapups: WrapUp[];
  outcomes: Outcome[];
  presenceReasons: PresenceReason[];
  queues: QueueLive[];
  agents: AgentLive[];
  waiting: Waiting[];
  calls: Call[];
  telephone: boolean;
  /** Calls are offered to me. */
  voice: boolean;
  /** Messages of the conversations that have been opened, by conversation id. */
  threads: Record<string, Message[]>;
  typing: Record<string, boolean>;
  lastOffer?: { offer: Offer; outcome: OfferOutcome };
  /** Grows with each snapshot: what was fetched beside the socket may have gaps and is fetched again. */
  generation: number;
}

export function fromSnapshot(
  snapshot: Snapshot,
  receivedAtMs: number,
  previous?: LiveState,
): LiveState {
  return {
    seq: snapshot.seq,
    offsetMs: Date.parse(snapshot.now) - receivedAtMs,
    me: snapshot.me,
    offers: snapshot.offers,
    conversations: snapshot.conversations,
    wrapups: snapshot.wrapups,
    outcomes: snapshot.outcomes,
    presenceReasons: snapshot.presence_reasons,
    queues: snapshot.queues,
    agents: snapshot.agents,
    waiting: snapshot.waiting,
    calls: snapshot.calls ?? [],
    telephone: snapshot.telephone ?? false,
    voice: snapshot.voice ?? false,
    threads: previous?.threads ?? {},
    typing: {},
    generation: (previous?.generation ?? 0) + 1,
  };
}

function put<T extends { id: string }>(list: T[], item: T): T[] {
  const at = list.findIndex((each) => each.id === item.id);
  return at < 0 ? [...list, item] : list.with(at, item);
}

const without = <T extends { id: string }>(list: T[], id: string): T[] =>
  list.filter((each) => each.id !== id);

/** A conversation stays on the desk while it is mine and alive, or while I still have its wrap-up. */
function belongs(state: LiveState, conversation: Conversation): boolean {
  const mine = conversation.owner.kind === 'agent' && conversation.owner.id === state.me.user_id;
  const inWrapUp = state.wrapups.some((each) => each.conversation_id === conversation.id);
  return inWrapUp || (mine && conversation.state !== 'ended');
}

function changeConversation(
  state: LiveState,
  id: string,
  change: (conversation: Conversation) => Conversation,
): Conversation[] {
  return state.conversations.map((each) => (each.id === id ? change(each) : each));
}

function onMessage(state: LiveState, conversationId: string, message: Message): LiveState {
  const thread = state.threads[conversationId];
  const threads = thread
    ? { ...state.threads, [conversationId]: putMessage(thread, message) }
    : state.threads;
  const typing =
    message.author.kind === 'visitor' ? { ...state.typing, [conversationId]: false } : state.typing;
  if (message.kind === 'event' || message.kind === 'note') return { ...state, threads, typing };
  const last_message = {
    text: message.attachment?.name ?? message.text,
    at: message.at,
    author_kind: message.author.kind,
  };
  const conversations = changeConversation(state, conversationId, (each) =>
    each.last_message && each.last_message.at > message.at ? each : { ...each, last_message },
  );
  return { ...state, threads, typing, conversations };
}

function putCall(calls: Call[], call: Call): Call[] {
  const others = calls.filter((each) => each.conversation_id !== call.conversation_id);
  return call.state === 'ended' ? others : [...others, call];
}

function onAgent(state: LiveState, agent: AgentLive): LiveState {
  const isMe = agent.id === state.me.user_id;
  const me = isMe ? { ...state.me, agent: true, presence: agent.presence } : state.me;
  // An agent's snapshot has no agents; only those who watch the floor keep the list.
  const watches = state.me.role !== 'agent';
  return { ...state, me, agents: watches ? put(state.agents, agent) : state.agents };
}

function apply(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'offer.made':
      return { ...state, offers: put(state.offers, event.offer) };
    case 'offer.ended': {
      const offer = state.offers.find((each) => each.id === event.offer_id);
      const offers = without(state.offers, event.offer_id);
      return offer
        ? { ...state, offers, lastOffer: { offer, outcome: event.outcome } }
        : { ...state, offers };
    }
    case 'conversation.changed': {
      const { conversation } = event;
      const { id } = conversation;
      // An ended one waits for its wrap-up, which may come right after; wrapup.ended takes it away.
      const mayWrapUp = conversation.state === 'ended' && isKnown(state, id);
      const conversations =
        belongs(state, conversation) || mayWrapUp
          ? put(state.conversations, conversation)
          : without(state.conversations, id);
      return { ...state, conversations };
    }
    case 'call.updated':
      return { ...state, calls: putCall(state.calls, event.call) };
    case 'message.added':
      return onMessage(state, event.conversation_id, event.message);
    case 'message.state': {
      const thread = state.threads[event.conversation_id];
      if (!thread) return state;
      const marked = markMessages(thread, event.author_kind, event.up_to, event.state);
      return { ...state, threads: { ...state.threads, [event.conversation_id]: marked } };
    }
    case 'wrapup.changed':
      return { ...state, wrapups: put(state.wrapups, event.wrapup) };
    case 'wrapup.ended': {
      const next = { ...state, wrapups: without(state.wrapups, event.wrapup_id) };
      // One that was transferred goes on with somebody else, and goes from here too.
      next.conversations = state.conversations.filter(
        (each) => each.id !== event.conversation_id || belongs(next, each),
      );
      return next;
    }
    case 'agent.changed':
      return onAgent(state, event.agent);
    case 'survey.answered': {
      const survey =
        event.comment === undefined
          ? { score: event.score }
          : { score: event.score, comment: event.comment };
      const conversations = changeConversation(state, event.conversation_id, (each) => ({
        ...each,
        survey,
      }));
      return { ...state, conversations };
    }
    case 'floor':
      return { ...state, queues: event.queues, agents: event.agents, waiting: event.waiting };
    case 'typing':
      if (event.author_kind !== 'visitor') return state;
      return { ...state, typing: { ...state.typing, [event.conversation_id]: event.on } };
    default:
      return state; // Newer servers may say more than this desk understands.
  }
}

const isKnown = (state: LiveState, id: string): boolean =>
  state.conversations.some((each) => each.id === id);

/** Events carry whole objects, so one that comes twice does no harm; an older one is dropped. */
export function reduce(state: LiveState, event: LiveEvent): LiveState {
  if (event.seq < state.seq) return state;
  const next = apply(state, event);
  return next.seq === event.seq ? next : { ...next, seq: event.seq };
}

/** Puts fetched messages under those that came live in the meantime. */
export function loadThread(state: LiveState, id: string, fetched: Message[]): LiveState {
  const live = state.threads[id] ?? [];
  const merged = live.reduce(
    putMessage,
    [...fetched].sort((a, b) => a.n - b.n),
  );
  return { ...state, threads: { ...state.threads, [id]: merged } };
}

/** The agent has read up to here; the server will say the same in a moment. */
export function markRead(state: LiveState, id: string): LiveState {
  return {
    ...state,
    conversations: changeConversation(state, id, (each) =>
      each.unread === 0 ? each : { ...each, unread: 0 },
    ),
  };
}

/*
 * The shapes of the contract. What a request answers comes from schema.d.ts, which `npm run types` writes from
 * contract/openapi.json; what only the sockets carry (docs/live-protocol.md) is written by hand below.
 * Every id is a prefixed string, every instant RFC 3339 in UTC, every duration says its unit.
 */
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
type IsOptional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? true : false;

/** The server leaves an optional member out and never writes it as null, which the schema would allow. */
type Written<T> = T extends (infer Item)[]
  ? Written<Item>[]
  : T extends object
    ? {
        [K in keyof T]: IsOptional<T, K> extends true
          ? Exclude<Written<T[K]>, null>
          : Written<T[K]>;
      }
    : T;

/** A shape of the contract, with the members of `Better` in the place of the contract's own. */
export type Shape<Name extends keyof Schemas, Better = unknown> = unknown extends Better
  ? Written<Schemas[Name]>
  : Omit<Written<Schemas[Name]>, keyof Better> & Better;

export type Language = 'it' | 'en';
export type Localized = Shape<'BilingualText'>;
export type Named = Shape<'QueueRef'>;
export type Role = Shape<'Role'>;
export type PresenceState = Shape<'PresenceState'>;
/** `busy` counts the conversations held now. */
export type Presence = Shape<'Presence'>;
export type Me = Shape<
  'Me',
  {
    language: Language;
    tenant: Shape<'TenantView', { language: Language }>;
  }
>;
export type Demo = Shape<'Demo'>;

/** With `nobody_available` the times are only the end of what was looked at: not to be shown. */
export type Estimate = Shape<'Estimate'>;
export type Customer = Shape<'Customer'>;
export type CaseSummary = Shape<'CaseSummary'>;
export type CaseType = CaseSummary['type'];
export type CaseState = CaseSummary['state'];
export type CasePriority = CaseSummary['priority'];
export type Attachment = Shape<'Attachment'>;
export type AuthorKind = Shape<'AuthorKind'>;
export type MessageState = Shape<'Delivery'>;
/** `n` counts 1, 2, 3… within the conversation; for kind "event" the text is a code such as "agent_joined". */
export type Message = Shape<'Message'>;
export type Conversation = Shape<'Conversation'>;
export type CustomerPage = Shape<'CustomerPage'>;
/** What another system knows of a customer. */
export type CustomerRecord = Shape<'CustomerRecord'>;
export type CaseChange = Shape<'CaseChange'>;
/** An explanation ready to show; `facts` are for those who want the numbers. */
export type Why = Shape<'Why'>;
export type WrapUp = Shape<'WrapUp'>;
/** A percentage of null means that there is no data, never zero. */
export type ServiceLevel = Shape<'ServiceLevel'>;
export type Formula = Shape<'Formula'>;
export type QueueLive = Shape<'QueueLive'>;
export type AgentStateNow = Shape<'AgentState'>;
export type AgentLive = Shape<'AgentLive'>;
export type Waiting = Shape<'Waiting'>;
/** What `data` holds depends on `type`; an older or newer server may write something else. */
export type JournalEntry = Shape<'JournalEntry', { data: Record<string, unknown> }>;

// ---- what only the sockets carry

export interface Offer {
  id: string;
  work_id: string;
  conversation_id: string;
  queue: Named;
  customer: Named;
  channel: Shape<'Channel'>;
  preview: string;
  language: string;
  made_at: string;
  expires_at: string;
  waited_s: number;
  why: Why;
}

export interface Outcome {
  key: string;
  label: Localized;
  solved: boolean;
}

export interface PresenceReason {
  key: string;
  label: Localized;
}

/** What is known of the person at the other end before anybody spoke: by name. */
export interface KnownValue {
  name: string;
  value: string;
}

/** A telephone call of a conversation, as it stands. */
export interface Call {
  conversation_id: string;
  direction: 'in' | 'out';
  /** automated: with a flow; waiting: in a queue; ringing: somebody is asked to answer. */
  state: 'automated' | 'waiting' | 'ringing' | 'talking' | 'ended';
  /** The other side's; empty when it is hidden. */
  number: string;
  /** Ours. */
  line_number: string;
  /** From a page of a site; `number` is where they want to be called back. */
  web: boolean;
  /** Through a relay service or a text telephone: pauses are normal. */
  relay: boolean;
  held: boolean;
  recording: 'off' | 'on' | 'paused';
  /** The caller enters something that nobody may hear or read. */
  /** Whether agents may pause the recording. */
  agents_pause: boolean;
  secret: boolean;
  known: KnownValue[];
  /** Somebody else who is being asked while the caller waits. */
  consult?: {
    state: 'ringing' | 'talking' | 'joined';
    kind: 'agent' | 'number';
    label: string;
    agent_id?: string;
  };
  conference: boolean;
  watchers: { id: string; name: string; mode: 'listen' | 'whisper' | 'barge' }[];
  /** Who has it, or is to have it. */
  agent_id?: string;
  started_at: string;
  answered_at?: string;
  hold_s_total: number;
}

export interface CallQuality {
  conversation_id: string;
  /** Part of the packets that were lost, 0 to 1. */
  loss: number;
  jitter_ms: number;
  mos: number;
  round_trip_ms?: number;
}

/** Of the moment, about this desk's own audio line and what to look at; not part of any snapshot. */
export type PhoneEvent =
  | { type: 'call.line'; offer?: string; sdp: string }
  | { type: 'call.line_problem'; offer?: string; code: string; title: string }
  | { type: 'call.line_state'; up: boolean }
  | ({ type: 'call.quality' } & CallQuality)
  | { type: 'call.hold_too_long'; conversation_id: string; hold_s: number }
  | { type: 'trunk.changed'; trunk_id: string; state: 'up' | 'down' | 'unknown'; detail: string };

export interface Snapshot {
  type: 'snapshot';
  seq: number;
  now: string;
  me: Me;
  offers: Offer[];
  conversations: Conversation[];
  wrapups: WrapUp[];
  outcomes: Outcome[];
  presence_reasons: PresenceReason[];
  queues: QueueLive[];
  agents: AgentLive[];
  waiting: Waiting[];
  /** Mine; of those who lead, all that go on. */
  calls?: Call[];
  /** The server has one. */
  telephone?: boolean;
  /** Calls are offered to me: my browser is to have a line. */
  voice?: boolean;
}

export type OfferOutcome = 'accepted' | 'declined' | 'timed_out' | 'withdrawn';

export type LiveEvent =
  | { seq: number; type: 'offer.made'; offer: Offer }
  | { seq: number; type: 'offer.ended'; offer_id: string; outcome: OfferOutcome }
  | { seq: number; type: 'conversation.changed'; conversation: Conversation }
  | { seq: number; type: 'message.added'; conversation_id: string; message: Message }
  | {
      seq: number;
      type: 'message.state';
      conversation_id: string;
      up_to: number;
      state: 'delivered' | 'seen';
      author_kind: AuthorKind;
    }
  | { seq: number; type: 'wrapup.changed'; wrapup: WrapUp }
  | { seq: number; type: 'wrapup.ended'; wrapup_id: string; conversation_id: string }
  | { seq: number; type: 'call.updated'; call: Call }
  | { seq: number; type: 'agent.changed'; agent: AgentLive }
  | {
      seq: number;
      type: 'survey.answered';
      conversation_id: string;
      score: number;
      comment?: string;
    }
  | {
      seq: number;
      type: 'floor';
      now: string;
      queues: QueueLive[];
      agents: AgentLive[];
      waiting: Waiting[];
    }
  | {
      seq: number;
      type: 'typing';
      conversation_id: string;
      author_kind: 'visitor' | 'agent';
      on: boolean;
    }
  | { seq: number; type: 'signed_out' };

/*
 * The shapes of the contract (docs/live-protocol.md), written by hand. When `npm run types` has written
 * schema.d.ts from contract/openapi.json, this file stays the only door through which it is used.
 * Every id is a prefixed string, every instant RFC 3339 in UTC, every duration says its unit.
 */

export type Language = 'it' | 'en';
export type Role = 'agent' | 'supervisor' | 'admin';
export type PresenceState = 'available' | 'away' | 'offline';
export type Localized = Record<Language, string>;
export interface Named {
  id: string;
  name: string;
}

export interface Presence {
  state: PresenceState;
  reason?: string;
  since: string;
  /** Conversations held now. */
  busy: number;
}

export interface Me {
  user_id: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
  tenant: { id: string; name: string; zone: string; language: Language; demo: boolean };
  csrf_token: string;
  presence: Presence;
}

export interface Demo {
  demo: boolean;
  sign_ins: { email: string; name: string; role: Role }[];
  password: string;
}

export interface Estimate {
  position: number;
  wait_s_median: number;
  wait_s_low: number;
  wait_s_high: number;
}

export interface Customer {
  id: string;
  name: string;
  email?: string;
  language: string;
  created_at: string;
}

export type CaseType = 'request' | 'complaint' | 'problem';
export type CaseState =
  | 'new'
  | 'open'
  | 'waiting_on_customer'
  | 'waiting_on_us'
  | 'solved'
  | 'closed';
export type CasePriority = 'low' | 'normal' | 'high' | 'urgent';

export interface CaseSummary {
  id: string;
  number: string;
  subject: string;
  type: CaseType;
  state: CaseState;
  priority: CasePriority;
  owner?: Named;
  created_at: string;
}

export interface Attachment {
  id: string;
  name: string;
  media_type: string;
  size_bytes: number;
  url: string;
}

export type AuthorKind = 'visitor' | 'agent' | 'system';
export type MessageState = 'accepted' | 'delivered' | 'seen';

export interface Message {
  id: string;
  /** 1, 2, 3… within the conversation. */
  n: number;
  author: { kind: AuthorKind; id?: string; name: string };
  kind: 'text' | 'note' | 'file' | 'event';
  /** For kind "event" this is a code such as "agent_joined". */
  text: string;
  at: string;
  state: MessageState;
  attachment?: Attachment;
}

export interface Conversation {
  id: string;
  channel: 'chat';
  state: 'waiting' | 'offered' | 'active' | 'ended';
  customer: Customer;
  case: CaseSummary;
  queue: Named;
  owner: { kind: 'flow' | 'queue' | 'agent' | 'nobody'; id?: string; name?: string };
  epoch: number;
  language: string;
  created_at: string;
  answered_at?: string;
  ended_at?: string;
  ended_by?: AuthorKind;
  last_message?: { text: string; at: string; author_kind: AuthorKind };
  unread: number;
  visitor_online: boolean;
  survey?: { score: number; comment?: string };
}

/** An explanation ready to show; `facts` are for those who want the numbers. */
export interface Why {
  code: string;
  text: Localized;
  facts: Record<string, string | number>;
}

export interface Offer {
  id: string;
  work_id: string;
  conversation_id: string;
  queue: Named;
  customer: Named;
  channel: 'chat';
  preview: string;
  language: string;
  made_at: string;
  expires_at: string;
  waited_s: number;
  why: Why;
}

export interface WrapUp {
  id: string;
  conversation_id: string;
  customer_name: string;
  started_at: string;
  deadline_at: string;
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

export type Formula = 'A' | 'B' | 'C' | 'D' | 'E';

export interface ServiceLevel {
  threshold_s: number;
  target_pct: number;
  headline: Formula;
  /** null means that there is no data, never zero. */
  headline_pct: number | null;
  formulas: { formula: Formula; numerator: number; denominator: number; pct: number | null }[];
}

export interface QueueLive {
  id: string;
  name: string;
  open: boolean;
  waiting: number;
  longest_wait_s: number;
  offered: number;
  active: number;
  agents_available: number;
  agents_busy: number;
  agents_away: number;
  estimate: Estimate;
  today: {
    offered: number;
    answered: number;
    abandoned: number;
    other_exits: number;
    service_level: ServiceLevel;
    asa_s: number | null;
    aht_s: number | null;
    csat: { score_pct: number | null; n: number };
  };
}

export type AgentStateNow = 'available' | 'offered' | 'busy' | 'wrapup' | 'away' | 'offline';

export interface AgentLive {
  id: string;
  name: string;
  presence: Presence;
  state_now: AgentStateNow;
  state_since: string;
  conversations: number;
  capacity: number;
  queues: string[];
  handled_today: number;
  connected: boolean;
}

export interface Waiting {
  work_id: string;
  conversation_id: string;
  queue: Named;
  customer: Named;
  channel: 'chat';
  position: number;
  enqueued_at: string;
  priority: number;
  why: Why;
  estimate: Estimate;
}

export interface JournalEntry {
  seq?: number | string;
  at: string;
  type: string;
  actor?: { kind: string; id?: string; name?: string } | string;
  text?: Localized | string;
}

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

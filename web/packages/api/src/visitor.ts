/* The visitor's side of the contract: what the widget asks for and what it is told. */
import type { AuthorKind, Estimate, Message } from './types.ts';

export interface WidgetInfo {
  key: string;
  tenant_name: string;
  demo: boolean;
  languages: string[];
  open: boolean;
  estimate: Estimate;
  max_text: number;
  max_file_bytes: number;
}

export interface Started {
  conversation_id: string;
  visitor_token: string;
  queue: Estimate;
}

export type VisitorState = 'waiting' | 'offered' | 'active' | 'ended';
export type SurveyState = 'none' | 'asked' | 'answered';

export interface VisitorSnapshot {
  type: 'snapshot';
  seq: number;
  now: string;
  conversation_id: string;
  language: string;
  demo: boolean;
  state: VisitorState;
  agent?: { name: string };
  queue?: Estimate;
  messages: Message[];
  case_number: string;
  survey: SurveyState;
  ended_by?: AuthorKind;
}

export type VisitorEvent =
  | { seq: number; type: 'message.added'; message: Message }
  | {
      seq: number;
      type: 'message.state';
      up_to: number;
      state: 'delivered' | 'seen';
      author_kind: AuthorKind;
    }
  | {
      seq: number;
      type: 'conversation.changed';
      state: VisitorState;
      agent?: { name: string };
      survey: SurveyState;
      ended_by?: AuthorKind;
    }
  | ({ seq: number; type: 'queue' } & Estimate)
  | { seq: number; type: 'typing'; author_kind: 'agent'; on: boolean };

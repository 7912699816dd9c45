/* The visitor's side of the contract: what the widget asks for and what it is told. */
import type { AuthorKind, Estimate, Message, Shape } from './types.ts';

export type WidgetInfo = Shape<'WidgetInfo'>;
export type Started = Shape<'ChatStarted'>;
export type VisitorState = Shape<'State'>;
export type SurveyState = Shape<'SurveyState'>;
export type VisitorSnapshot = Shape<'VisitorConversation'> & {
  type: 'snapshot';
  seq: number;
  /** While a call of theirs goes on. */
  call?: VisitorCall;
};

/** A call as the page it came from sees it (docs/live-protocol.md). */
export interface VisitorCall {
  state: 'connecting' | 'automated' | 'waiting' | 'talking' | 'held' | 'ended';
  agent?: { name: string };
  recorded: boolean;
  /** It ended because we call back. */
  callback: boolean;
  started_at: string;
}

export type VisitorCallEvent =
  | VisitorSnapshot
  | ({ type: 'queue' } & Estimate)
  | { type: 'call.changed'; call: VisitorCall }
  | { type: 'call.line'; offer?: string; sdp: string }
  | { type: 'call.line_problem'; offer?: string; code: string; title: string }
  | { type: 'call.line_state'; up: boolean }
  | { type: 'call.quality'; loss: number; jitter_ms: number; mos: number };

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

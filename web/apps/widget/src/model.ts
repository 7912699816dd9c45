/* The visitor's conversation as a fold of one snapshot and the events after it. Pure. */
import type { Message } from '@centralino/api/types.ts';
import type { VisitorEvent, VisitorSnapshot } from '@centralino/api/visitor.ts';
import { markMessages, putMessage } from '@centralino/live/thread.ts';

export interface Talk extends Omit<VisitorSnapshot, 'type' | 'now'> {
  typing: boolean;
}

/** Messages already here stay: one accepted a moment ago may be newer than the snapshot. */
export function fromSnapshot(snapshot: VisitorSnapshot, before?: Talk): Talk {
  const { type: _, now: __, ...rest } = snapshot;
  const same = before?.conversation_id === snapshot.conversation_id;
  const messages = snapshot.messages.reduce(putMessage, same ? before.messages : []);
  return { ...rest, messages, typing: false };
}

export const withMessage = (talk: Talk, message: Message): Talk => ({
  ...talk,
  messages: putMessage(talk.messages, message),
});

export function reduce(talk: Talk, event: VisitorEvent): Talk {
  if (event.seq < talk.seq) return talk;
  const next = { ...talk, seq: event.seq };
  switch (event.type) {
    case 'message.added': {
      const { message } = event;
      const typing = message.author.kind === 'agent' ? false : talk.typing;
      return { ...withMessage(next, message), typing };
    }
    case 'message.state':
      next.messages = markMessages(talk.messages, event.author_kind, event.up_to, event.state);
      return next;
    case 'conversation.changed': {
      const { state, survey, agent, ended_by } = event;
      const { queue, agent: before, ended_by: _, ...rest } = next;
      // Who answered is still worth a name when the conversation is over.
      const who = agent ?? (state === 'ended' ? before : undefined);
      return {
        ...rest,
        state,
        survey,
        typing: false,
        ...(who && { agent: who }),
        ...(ended_by && { ended_by }),
        ...(queue && state === 'waiting' && { queue }),
      };
    }
    case 'queue': {
      const { type: _, seq: __, ...queue } = event;
      return { ...next, queue };
    }
    case 'typing':
      return { ...next, typing: event.on };
    default:
      return next;
  }
}

/** What the machine asks and nobody has answered yet. */
export function openQuestion(talk: Talk): Message | undefined {
  if (talk.state !== 'automated') return undefined;
  const last = talk.messages.findLast((each) => each.kind !== 'event');
  return last?.question ? last : undefined;
}

/** How far the agent's words have come, for "seen"; 0 when there are none. */
export const lastFromOthers = (talk: Talk): number =>
  talk.messages.findLast((each) => each.author.kind !== 'visitor')?.n ?? 0;

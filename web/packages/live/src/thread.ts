/* The messages of one conversation, ordered by `n`. Pure; shared by desk and widget. */
import type { AuthorKind, Message, MessageState } from '@centralino/api/types.ts';

const RANK: Record<MessageState, number> = { accepted: 0, delivered: 1, seen: 2 };

/** Inserts or replaces by id. A later state never goes back: "seen" stays seen. */
export function putMessage(thread: Message[], message: Message): Message[] {
  const at = thread.findIndex((each) => each.id === message.id);
  if (at >= 0) {
    const old = thread[at] as Message;
    const state = RANK[old.state] > RANK[message.state] ? old.state : message.state;
    return thread.map((each, index) => (index === at ? { ...message, state } : each));
  }
  let place = thread.length;
  while (place > 0 && (thread[place - 1] as Message).n > message.n) place -= 1;
  return [...thread.slice(0, place), message, ...thread.slice(place)];
}

/** Marks that author's messages up to `upTo` as delivered or seen. */
export function markMessages(
  thread: Message[],
  author: AuthorKind,
  upTo: number,
  state: MessageState,
): Message[] {
  return thread.map((each) =>
    each.author.kind === author && each.n <= upTo && RANK[each.state] < RANK[state]
      ? { ...each, state }
      : each,
  );
}

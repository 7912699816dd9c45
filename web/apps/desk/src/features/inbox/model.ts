/* The order of the list. It depends on nothing that changes while one works, so rows never move. */
import type { Conversation } from '@centralino/api/types.ts';

export function ordered(conversations: Conversation[]): Conversation[] {
  const since = (each: Conversation) => each.answered_at ?? each.created_at;
  return [...conversations].sort(
    (a, b) => since(b).localeCompare(since(a)) || a.id.localeCompare(b.id),
  );
}

/** The neighbour of `id` in the list, staying at the ends; with nothing open, the first. */
export function neighbour(list: Conversation[], id: string | undefined, step: 1 | -1) {
  const at = list.findIndex((each) => each.id === id);
  if (at < 0) return list[0];
  return list[Math.min(list.length - 1, Math.max(0, at + step))];
}

/*
 * What is on its way to a customer. An entry lives until the server has accepted it or the agent throws it
 * away: a text that was written is never lost. A reply waits a few seconds in which it can be taken back.
 * When the line is down the entry waits and goes out again by itself with the same idempotency key; after a
 * refusal the agent decides.
 */
import { isApiError, newKey } from '@centralino/api/client.ts';
import type { Message } from '@centralino/api/types.ts';
import { loadThread } from '@centralino/live/model.ts';
import { useLiveStatus, useLiveStore } from '@centralino/live/react.tsx';
import { preferences } from '@centralino/ui/preferences.ts';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { sendFile, sendMessage } from './api.ts';
import { replies } from './replies.ts';

export interface Outgoing {
  key: string;
  conversationId: string;
  /** The newest message when this one was written. */
  after: number;
  content:
    | { kind: 'text'; text: string; epoch: number; note: boolean }
    | { kind: 'file'; file: File };
  state: 'held' | 'sending' | 'failed';
  error?: unknown;
}

let entries: readonly Outgoing[] = [];
const listeners = new Set<() => void>();
/** The end of what is being sent, by conversation: texts arrive in the order in which they were written. */
const turns = new Map<string, Promise<void>>();

function set(next: readonly Outgoing[]): void {
  entries = next;
  for (const listener of listeners) listener();
}

const replace = (key: string, change: Partial<Outgoing>): void =>
  set(entries.map((each) => (each.key === key ? { ...each, ...change } : each)));

const remove = (key: string): void => set(entries.filter((each) => each.key !== key));

function post({ conversationId, content, key }: Outgoing, leaving: boolean): Promise<Message> {
  return content.kind === 'text'
    ? sendMessage(conversationId, content, key, leaving)
    : sendFile(conversationId, content.file, key);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The live event can be faster than the answer: what is already in the thread is not drawn twice. */
function isThere(entry: Outgoing, messages: Message[]): boolean {
  const { content, after, state } = entry;
  const text = content.kind === 'text' ? content.text : content.file.name;
  return (
    state === 'sending' &&
    messages.some(
      (each) =>
        each.n > after &&
        each.author.kind === 'agent' &&
        text === (each.attachment?.name ?? each.text),
    )
  );
}

export function useOutbox(conversationId: string, epoch: number, messages: Message[]) {
  const store = useLiveStore();
  const status = useLiveStatus();
  const all = useSyncExternalStore(subscribe, () => entries);
  const pending = useMemo(
    () => all.filter((each) => each.conversationId === conversationId && !isThere(each, messages)),
    [all, conversationId, messages],
  );

  async function deliver(entry: Outgoing, leaving = false): Promise<void> {
    try {
      const message = await post(entry, leaving);
      store.change((state) => loadThread(state, conversationId, [message]));
      remove(entry.key);
    } catch (error) {
      replace(entry.key, { state: 'failed', error });
    }
  }

  /** A text waits for the one before it; a file may take minutes and holds nobody up. */
  function send(entry: Outgoing, leaving = false): Promise<void> {
    replace(entry.key, { state: 'sending', error: undefined });
    // A page that closes has no later.
    if (leaving || entry.content.kind === 'file') return deliver(entry, leaving);
    const before = turns.get(conversationId);
    const done = before ? before.then(() => deliver(entry)) : deliver(entry);
    turns.set(conversationId, done);
    return done;
  }

  function add(content: Outgoing['content']): void {
    void replies.release(conversationId);
    const after = messages.at(-1)?.n ?? 0;
    const waits = content.kind === 'text' && !content.note && preferences().undoSend;
    const entry: Outgoing = {
      key: newKey(),
      conversationId,
      after,
      content,
      state: waits ? 'held' : 'sending',
    };
    set([...entries, entry]);
    if (waits) replies.hold(entry.key, conversationId, (leaving) => send(entry, leaving));
    else void send(entry);
  }

  function retry(entry: Outgoing): void {
    // The server never saw it, or may have: the same key. It refused: a new attempt, at today's epoch.
    const refused = isApiError(entry.error) && !entry.error.unreachable && entry.error.status < 500;
    const content = entry.content.kind === 'text' ? { ...entry.content, epoch } : entry.content;
    const next: Outgoing = refused ? { ...entry, key: newKey(), content } : entry;
    set(entries.map((each) => (each.key === entry.key ? next : each)));
    void send(next);
  }

  const online = status.kind === 'open';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment the line is back is what counts.
  useEffect(() => {
    if (!online) return;
    for (const entry of pending) {
      if (entry.state === 'failed' && isApiError(entry.error) && entry.error.unreachable) {
        retry(entry);
      }
    }
  }, [online]);

  return {
    pending,
    sendText: (text: string, note: boolean) => add({ kind: 'text', text, epoch, note }),
    sendFile: (file: File) => add({ kind: 'file', file }),
    retry,
    discard: (entry: Outgoing) => remove(entry.key),
    /** The text of a reply that has not left yet and now never will; nothing when it is too late. */
    takeBack: (entry: Outgoing): string | undefined => {
      if (entry.content.kind !== 'text' || !replies.takeBack(entry.key)) return undefined;
      remove(entry.key);
      return entry.content.text;
    },
  };
}

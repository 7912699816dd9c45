/*
 * What is on its way to a customer. An entry lives until the server has accepted it or the agent throws it
 * away: a text that was written is never lost. When the line is down the entry waits and goes out again by
 * itself with the same idempotency key; after a refusal the agent decides.
 */
import { isApiError, newKey } from '@centralino/api/client.ts';
import type { Message } from '@centralino/api/types.ts';
import { loadThread } from '@centralino/live/model.ts';
import { useLiveStatus, useLiveStore } from '@centralino/live/react.tsx';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { sendFile, sendMessage } from './api.ts';

export interface Outgoing {
  key: string;
  conversationId: string;
  /** The newest message when this one was written. */
  after: number;
  content:
    | { kind: 'text'; text: string; epoch: number; note: boolean }
    | { kind: 'file'; file: File };
  error?: unknown;
  sending: boolean;
}

let entries: readonly Outgoing[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Outgoing[]): void {
  entries = next;
  for (const listener of listeners) listener();
}

const replace = (key: string, change: Partial<Outgoing>): void =>
  set(entries.map((each) => (each.key === key ? { ...each, ...change } : each)));

const remove = (key: string): void => set(entries.filter((each) => each.key !== key));

function post({ conversationId, content, key }: Outgoing): Promise<Message> {
  return content.kind === 'text'
    ? sendMessage(conversationId, content, key)
    : sendFile(conversationId, content.file, key);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The live event can be faster than the answer: what is already in the thread is not drawn twice. */
function isThere(entry: Outgoing, messages: Message[]): boolean {
  const { content, after, sending } = entry;
  const text = content.kind === 'text' ? content.text : content.file.name;
  return (
    sending &&
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

  async function deliver(entry: Outgoing): Promise<void> {
    try {
      const message = await post(entry);
      store.change((state) => loadThread(state, conversationId, [message]));
      remove(entry.key);
    } catch (error) {
      replace(entry.key, { sending: false, error });
    }
  }

  function add(content: Outgoing['content']): void {
    const after = messages.at(-1)?.n ?? 0;
    const entry = { key: newKey(), conversationId, after, content, sending: true };
    set([...entries, entry]);
    void deliver(entry);
  }

  function retry(entry: Outgoing): void {
    // The server never saw it, or may have: the same key. It refused: a new attempt, at today's epoch.
    const refused = isApiError(entry.error) && !entry.error.unreachable && entry.error.status < 500;
    const content = entry.content.kind === 'text' ? { ...entry.content, epoch } : entry.content;
    const next: Outgoing = refused
      ? { ...entry, key: newKey(), content, sending: true, error: undefined }
      : { ...entry, sending: true, error: undefined };
    set(entries.map((each) => (each.key === entry.key ? next : each)));
    void deliver(next);
  }

  const online = status.kind === 'open';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment the line is back is what counts.
  useEffect(() => {
    if (!online) return;
    for (const entry of pending) {
      if (!entry.sending && isApiError(entry.error) && entry.error.unreachable) retry(entry);
    }
  }, [online]);

  return {
    pending,
    sendText: (text: string, note: boolean) => add({ kind: 'text', text, epoch, note }),
    sendFile: (file: File) => add({ kind: 'file', file }),
    retry,
    discard: (entry: Outgoing) => remove(entry.key),
  };
}

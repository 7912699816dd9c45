import { request } from '@centralino/api/client.ts';
import type { Conversation, Message } from '@centralino/api/types.ts';

const at = (id: string, rest = ''): string => `/api/v1/conversations/${id}${rest}`;

export const conversationKey = (id: string) => ['conversation', id] as const;

export const fetchConversation = (id: string, signal: AbortSignal) =>
  request<{ conversation: Conversation; messages: Message[] }>('GET', at(id), { signal });

export interface Writing {
  text: string;
  epoch: number;
  note: boolean;
}

/** `leaving`: the page closes, and the request has to outlive it. */
export const sendMessage = (
  id: string,
  { text, epoch, note }: Writing,
  key: string,
  leaving = false,
) =>
  request<Message>('POST', at(id, '/messages'), {
    key,
    keepalive: leaving,
    body: note ? { text, epoch, note } : { text, epoch },
  });

export function sendFile(id: string, file: File, key: string): Promise<Message> {
  const form = new FormData();
  form.append('file', file, file.name);
  return request<Message>('POST', at(id, '/files'), { key, form });
}

export const endConversation = (id: string, key: string) =>
  request<Conversation>('POST', at(id, '/end'), { key });

export type Receiver = { queue_id: string } | { agent_id: string };

export const transferConversation = (id: string, to: Receiver, brief: string, key: string) =>
  request<Conversation>('POST', at(id, '/transfer'), { key, body: { ...to, brief } });

import { request } from '@centralino/api/client.ts';
import type { Shape } from '@centralino/api/types.ts';
import type { Word } from './words.ts';

export type Queue = Shape<'Queue'>;
export type QueueDocument = Shape<'QueueChange'>;
export type ApiKey = Shape<'Key'>;

export const QUEUES = ['admin', 'queues'] as const;
export const KEYS = ['admin', 'keys'] as const;

export const fetchQueues = ({ signal }: { signal: AbortSignal }) =>
  request<{ items: Queue[] }>('GET', '/api/v1/queues', { signal });

export const saveQueue = (id: string, body: QueueDocument) =>
  request<Queue>('PUT', `/api/v1/queues/${id}`, { body });

export const fetchKeys = ({ signal }: { signal: AbortSignal }) =>
  request<{ items: ApiKey[] }>('GET', '/api/v1/keys', { signal });

export const createKey = (name: string, scopes: string[], key: string) =>
  request<ApiKey>('POST', '/api/v1/keys', { key, body: { name, scopes } });

export const revokeKey = (id: string) => request<void>('DELETE', `/api/v1/keys/${id}`);

/** The two lists of a company's own words; each is read and saved as a whole. */
export type WordsOf = 'outcomes' | 'presence-reasons';

export const wordsKey = (of: WordsOf) => ['admin', of] as const;

export const fetchWords = (of: WordsOf, signal: AbortSignal) =>
  request<{ items: Word[] }>('GET', `/api/v1/${of}`, { signal });

export const saveWords = (of: WordsOf, items: Word[]) =>
  request<{ items: Word[] }>('PUT', `/api/v1/${of}`, { body: { items } });

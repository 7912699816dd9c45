import { request } from '@centralino/api/client.ts';
import type { Shape } from '@centralino/api/types.ts';

export type Sound = Shape<'Sound'>;
export type SoundKind = Sound['kind'];

export const SOUNDS = {
  queryKey: ['admin', 'sounds'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<{ items: Sound[] }>('GET', '/api/v1/sounds', { signal }),
};

export interface SoundWish {
  name: string;
  kind: SoundKind;
  language: string;
}

export function addSound(wish: SoundWish, audio: Blob, key: string): Promise<Sound> {
  const form = new FormData();
  form.append('name', wish.name);
  form.append('kind', wish.kind);
  if (wish.kind === 'prompt') form.append('language', wish.language);
  form.append('file', audio, 'sound.wav');
  return request<Sound>('POST', '/api/v1/sounds', { form, key });
}

export function replaceSound(id: string, audio: Blob): Promise<Sound> {
  const form = new FormData();
  form.append('file', audio, 'sound.wav');
  return request<Sound>('PUT', `/api/v1/sounds/${id}`, { form });
}

export const renameSound = (id: string, name: string) =>
  request<Sound>('PATCH', `/api/v1/sounds/${id}`, { body: { name } });

export const removeSound = (id: string) => request<void>('DELETE', `/api/v1/sounds/${id}`);

/** What callers hear; `changed_at` makes a replaced one another address. */
export const audioOf = ({ id, changed_at }: Sound): string =>
  `/api/v1/sounds/${id}/audio?at=${encodeURIComponent(changed_at)}`;

export type QueueSoundsDocument = Shape<'QueueSounds'>;

export const queueSounds = (queue: string) => ({
  queryKey: ['admin', 'queues', queue, 'sounds'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<QueueSoundsDocument>('GET', `/api/v1/queues/${queue}/sounds`, { signal }),
});

export const saveQueueSounds = (queue: string, body: QueueSoundsDocument) =>
  request<QueueSoundsDocument>('PUT', `/api/v1/queues/${queue}/sounds`, { body });

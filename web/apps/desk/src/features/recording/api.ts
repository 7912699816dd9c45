import { request } from '@centralino/api/client.ts';
import type { Shape } from '@centralino/api/types.ts';

export type Recording = Shape<'Recording'>;

/** What a player draws; the sound comes by itself. */
export const shapeQuery = (id: string) => ({
  queryKey: ['recording', id] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<Shape<'RecordingShape'>>('GET', `/api/v1/recordings/${id}`, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const soundOf = (id: string): string => `/api/v1/recordings/${id}/audio`;
export const fileOf = (id: string): string => `${soundOf(id)}?download=1`;

export const holdRecording = (id: string, on: boolean) =>
  request<Recording>('POST', `/api/v1/recordings/${id}/hold`, { body: { on } });

import { request } from '@centralino/api/client.ts';
import type { Shape } from '@centralino/api/types.ts';

export type Flow = Shape<'Flow'>;
export type FlowNode = Flow['nodes'][string];
export type Kind = FlowNode['type'];
export type NodeOf<K extends Kind> = Extract<FlowNode, { type: K }>;
export type Summary = Shape<'FlowSummary'>;
export type Details = Shape<'FlowDetails'>;
export type Places = Shape<'FlowPlaces'>;
export type Problem = Shape<'FlowProblem'>;
export type Version = Shape<'FlowVersion'>;
export type Difference = Shape<'FlowDifference'>;
export type Tried = Shape<'FlowTried'>;
export type Happening = Tried['steps'][number]['event'];
export type Effect = Tried['steps'][number]['effects'][number];
export type Channel = Shape<'FlowChannel'>;
export type Template = Shape<'FlowTemplate'>;
export type VariableType = Shape<'FlowVariableType'>;

interface Aborts {
  signal: AbortSignal;
}

export const FLOWS = {
  queryKey: ['admin', 'flows'] as const,
  queryFn: ({ signal }: Aborts) =>
    request<{ items: Summary[] }>('GET', '/api/v1/flows', { signal }),
};

export const PLACES = {
  queryKey: ['admin', 'flows', 'places'] as const,
  queryFn: ({ signal }: Aborts) => request<Places>('GET', '/api/v1/flows/places', { signal }),
};

export const flowQuery = (id: string) => ({
  queryKey: ['admin', 'flows', id] as const,
  queryFn: ({ signal }: Aborts) => request<Details>('GET', `/api/v1/flows/${id}`, { signal }),
});

export const differenceQuery = (id: string, from: string, to: string, revision: number) => ({
  queryKey: ['admin', 'flows', id, 'difference', from, to, revision] as const,
  queryFn: ({ signal }: Aborts) =>
    request<Difference>('GET', `/api/v1/flows/${id}/difference`, { signal, query: { from, to } }),
});

export const createFlow = (body: Shape<'NewFlow'>, key: string) =>
  request<Details>('POST', '/api/v1/flows', { body, key });

export const saveDraft = (id: string, revision: number, flow: Flow, keepalive = false) =>
  request<Shape<'DraftSaved'>>('PUT', `/api/v1/flows/${id}/draft`, {
    body: { revision, flow },
    keepalive,
  });

export const publishFlow = (id: string, revision: number, note: string) =>
  request<Details>('POST', `/api/v1/flows/${id}/publish`, { body: { revision, note } });

export const removeFlow = (id: string) => request<void>('DELETE', `/api/v1/flows/${id}`);

export const rollBack = (id: string, number: number) =>
  request<Details>('POST', `/api/v1/flows/${id}/rollback`, { body: { number } });

export interface Trial {
  channel: Channel;
  language: string;
  caller: string;
  flow: Flow;
  events: Happening[];
}

export const tryFlow = (id: string, trial: Trial, signal: AbortSignal) =>
  request<Tried>('POST', `/api/v1/flows/${id}/try`, {
    body: { ...trial, at: new Date().toISOString() },
    signal,
  });

import { request } from '@centralino/api/client.ts';
import type { Conversation, Shape } from '@centralino/api/types.ts';

const post = (id: string, rest: string, body?: unknown) =>
  request<void>('POST', `/api/v1/conversations/${id}/call/${rest}`, { body });

export const hold = (id: string, on: boolean) => post(id, 'hold', { on });
export const sendDigits = (id: string, digits: string) => post(id, 'digits', { digits });
export const pauseRecording = (id: string, paused: boolean) => post(id, 'recording', { paused });

/** A queue, an agent or a number: one of them. */
export interface Target {
  queue_id?: string;
  agent_id?: string;
  number?: string;
}

/** Somebody else is asked first, while the caller waits. */
export const consult = (id: string, target: Target, brief: string) =>
  post(id, 'consult', { ...target, ...(brief && { brief }) });
export const completeConsult = (id: string) => post(id, 'consult/complete');
export const cancelConsult = (id: string) => post(id, 'consult/cancel');
export const joinConsult = (id: string) => post(id, 'consult/join');

/** A colleague asks me about their call: I talk to them, or not now. */
export const answerConsult = (id: string, accept: boolean) =>
  post(id, 'consult/answer', { accept });

/** Outside the house calls go another way than inside. */
export async function transferCall(id: string, target: Target, brief: string): Promise<void> {
  if (target.number) return post(id, 'transfer', { number: target.number, brief });
  await request<Conversation>('POST', `/api/v1/conversations/${id}/transfer`, {
    body: { ...target, brief },
  });
}

export const hangUp = (id: string) =>
  request<Conversation>('POST', `/api/v1/conversations/${id}/end`);

export type Supervision = 'listen' | 'whisper' | 'barge' | 'take_over' | 'off';
export const supervise = (id: string, mode: Supervision) => post(id, 'supervise', { mode });

export const dial = (to: string, caseId: string | undefined, key: string) =>
  request<{ conversation_id: string }>('POST', '/api/v1/calls', {
    key,
    body: { to, ...(caseId && { case_id: caseId }) },
  });

/** The other agents and what they are doing. */
export const colleaguesQuery = {
  queryKey: ['colleagues'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<Shape<'ColleagueList'>>('GET', '/api/v1/colleagues', { signal }),
};

export type CallRecord = Shape<'CallRecord'>;

/** What is known of a conversation's call, also when it is over. */
export const callQuery = (id: string) => ({
  queryKey: ['call', id] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    request<CallRecord>('GET', `/api/v1/conversations/${id}/call`, { signal }),
});

import { request } from '@centralino/api/client.ts';
import type {
  ContactList,
  IntervalReport,
  RetentionReport,
  Step,
  TalkBy,
  TalkReport,
  TopicBy,
  TopicReport,
} from '@centralino/api/reports.ts';

export interface IntervalQuery {
  from: string;
  to: string;
  step: Step;
  queue: string | undefined;
}

export const fetchIntervals = (query: IntervalQuery, signal: AbortSignal) =>
  request<IntervalReport>('GET', '/api/v1/reports/intervals', { query: { ...query }, signal });

export interface RetentionQuery {
  from: string;
  to: string;
  window_days: number;
}

export const fetchRetention = (query: RetentionQuery, signal: AbortSignal) =>
  request<RetentionReport>('GET', '/api/v1/reports/retention', { query: { ...query }, signal });

export interface TalkQuery {
  from: string;
  to: string;
  by: TalkBy;
  queue: string | undefined;
}

export const fetchTalk = (query: TalkQuery, signal: AbortSignal) =>
  request<TalkReport>('GET', '/api/v1/reports/talk', { query: { ...query }, signal });

export interface TopicQuery {
  from: string;
  to: string;
  by: TopicBy;
  window_days: number;
  /** In cents. */
  cost_per_hour: number | undefined;
}

export const fetchTopics = (query: TopicQuery, signal: AbortSignal) =>
  request<TopicReport>('GET', '/api/v1/reports/topics', { query: { ...query }, signal });

export interface ContactQuery {
  from: string;
  to: string;
  queue: string | undefined;
  exit: string | undefined;
}

export const fetchContacts = (
  query: ContactQuery,
  before: string | undefined,
  signal: AbortSignal,
) =>
  request<ContactList>('GET', '/api/v1/reports/contacts', { query: { ...query, before }, signal });

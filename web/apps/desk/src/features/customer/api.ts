import { request } from '@centralino/api/client.ts';
import type { CaseChange, CaseSummary, CustomerPage, JournalEntry } from '@centralino/api/types.ts';

export const fetchCustomer = (id: string, signal: AbortSignal) =>
  request<CustomerPage>('GET', `/api/v1/customers/${id}`, { signal });

export const fetchHistory = (conversationId: string, signal: AbortSignal) =>
  request<{ items: JournalEntry[] }>('GET', `/api/v1/conversations/${conversationId}/history`, {
    signal,
  });

export const changeCase = (id: string, change: CaseChange) =>
  request<CaseSummary>('PATCH', `/api/v1/cases/${id}`, { body: change });

import { request } from '@centralino/api/client.ts';

export const acceptOffer = (id: string, key: string) =>
  request<{ conversation_id: string; epoch: number }>('POST', `/api/v1/offers/${id}/accept`, {
    key,
  });

export const declineOffer = (id: string, key: string) =>
  request<void>('POST', `/api/v1/offers/${id}/decline`, { key, body: {} });

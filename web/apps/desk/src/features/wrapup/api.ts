import { request } from '@centralino/api/client.ts';
import type { WrapUp } from '@centralino/api/types.ts';

export const completeWrapUp = (id: string, outcome: string, note: string, key: string) =>
  request<void>('POST', `/api/v1/wrapups/${id}/complete`, {
    key,
    body: note ? { outcome, note } : { outcome },
  });

export const extendWrapUp = (id: string) => request<WrapUp>('POST', `/api/v1/wrapups/${id}/extend`);

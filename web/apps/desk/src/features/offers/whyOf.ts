/* Why a conversation came to me. The offer knows; it is kept for as long as the page lives. */
import type { Why } from '@centralino/api/types.ts';

const kept = new Map<string, Why>();

export const keepWhy = (conversationId: string, why: Why): void => {
  kept.set(conversationId, why);
};

export const whyOf = (conversationId: string): Why | undefined => kept.get(conversationId);

/* What was being written, per conversation, over reloads. */

export interface Draft {
  text: string;
  note: boolean;
}

const place = (conversationId: string): string => `centralino.draft.${conversationId}`;

export function readDraft(conversationId: string): Draft {
  try {
    const kept = localStorage.getItem(place(conversationId));
    return kept ? (JSON.parse(kept) as Draft) : { text: '', note: false };
  } catch {
    return { text: '', note: false };
  }
}

export function keepDraft(conversationId: string, draft: Draft): void {
  try {
    if (draft.text) localStorage.setItem(place(conversationId), JSON.stringify(draft));
    else localStorage.removeItem(place(conversationId));
  } catch {
    // Without storage a draft lasts as long as the page.
  }
}

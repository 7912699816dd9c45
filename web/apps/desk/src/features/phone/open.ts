/* Which dialog of the telephone is open. Anything on any page may open one; the softphone draws it. */
import { useSyncExternalStore } from 'react';

export type PhoneDialog =
  | { what: 'dial'; to?: string; caseId?: string }
  | { what: 'devices' }
  /** Why one cannot become available; `wanted`: they do so once it is mended. */
  | { what: 'readiness'; wanted: boolean };

let open: PhoneDialog | undefined;
const listeners = new Set<() => void>();

export function openPhone(dialog: PhoneDialog | undefined): void {
  open = dialog;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useOpenPhone = (): PhoneDialog | undefined =>
  useSyncExternalStore(subscribe, () => open);

/* The page's one telephone for components, and the texts it speaks with. */
import { loadPhoneTexts } from '@centralino/i18n/setup.ts';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Phone, PhoneView } from './Phone.ts';

let current: Phone | undefined;
const listeners = new Set<() => void>();

export function keepPhone(phone: Phone | undefined): void {
  current = phone;
  for (const listener of listeners) listener();
}

export const phone = (): Phone | undefined => current;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const stop = current?.subscribe(listener);
  return () => {
    listeners.delete(listener);
    stop?.();
  };
}

/** Undefined as long as this desk has no telephone. */
export function usePhoneView(): PhoneView | undefined {
  const [, again] = useState(0);
  // A telephone that comes later is another thing to listen to.
  useEffect(() => {
    const listener = () => again((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return useSyncExternalStore(subscribe, () => current?.view());
}

/** Nothing that speaks of telephones is drawn before this is true. */
export function usePhoneTexts(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => void loadPhoneTexts().then(() => setReady(true)), []);
  return ready;
}

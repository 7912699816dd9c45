/* What a person chose for this browser. Kept in localStorage; where that is forbidden, in memory. */
import { useSyncExternalStore } from 'react';

export interface Preferences {
  language: 'it' | 'en' | undefined;
  density: 'comfortable' | 'compact' | 'dense';
  enterSends: boolean;
  singleKeys: boolean;
  sound: boolean;
  listHidden: boolean;
  contextHidden: boolean;
}

const KEY = 'centralino.preferences';
const DEFAULTS: Preferences = {
  language: undefined,
  density: 'comfortable',
  enterSends: true,
  singleKeys: true,
  sound: true,
  listHidden: false,
  contextHidden: false,
};

function read(): Preferences {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return DEFAULTS;
  }
}

let current = read();
const listeners = new Set<() => void>();

export const preferences = (): Preferences => current;

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...current, [name]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Private windows may refuse; the choice then lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

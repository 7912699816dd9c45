/* What a person chose for this browser. Kept in localStorage; where that is forbidden, in memory. */
import { useSyncExternalStore } from 'react';

export interface Preferences {
  language: 'it' | 'en' | undefined;
  density: 'comfortable' | 'compact' | 'dense';
  enterSends: boolean;
  /** A reply waits a few seconds, in which it can be taken back. */
  undoSend: boolean;
  singleKeys: boolean;
  sound: boolean;
  /** Ids of devices; empty: those of the system. */
  microphone: string;
  speaker: string;
  listHidden: boolean;
  contextHidden: boolean;
  /** In pixels; undefined as long as nobody has moved the edge. */
  listWidth: number | undefined;
  contextWidth: number | undefined;
}

const KEY = 'centralino.preferences';
const DEFAULTS: Preferences = {
  language: undefined,
  density: 'comfortable',
  enterSends: true,
  undoSend: true,
  singleKeys: true,
  sound: true,
  microphone: '',
  speaker: '',
  listHidden: false,
  contextHidden: false,
  listWidth: undefined,
  contextWidth: undefined,
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

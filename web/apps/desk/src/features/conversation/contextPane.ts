/*
 * Whether the details are shown. Beside a wide conversation they are a habit, kept for good; under 1280 px
 * they lie over it, so each conversation opens without them.
 */
import { preferences, setPreference, usePreferences } from '@centralino/ui/preferences.ts';
import { useEffect, useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 1279px)');
let overlay = false;
const listeners = new Set<() => void>();

function setOverlay(shown: boolean): void {
  overlay = shown;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  narrow.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    narrow.removeEventListener('change', listener);
  };
}

export function toggleContextPane(): void {
  if (narrow.matches) setOverlay(!overlay);
  else setPreference('contextHidden', !preferences().contextHidden);
}

export function useContextPane(): boolean {
  const { contextHidden } = usePreferences();
  const overlaid = useSyncExternalStore(subscribe, () => (narrow.matches ? overlay : undefined));
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key === 'Escape' && narrow.matches && overlay) setOverlay(false);
    }
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      overlay = false;
    };
  }, []);
  return overlaid ?? !contextHidden;
}

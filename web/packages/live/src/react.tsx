/* The live state for components: a context and three hooks. */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { LiveState } from './model.ts';
import type { LiveStatus } from './socket.ts';
import type { LiveStore } from './store.ts';

const LiveContext = createContext<LiveStore | null>(null);

export function LiveProvider({ store, children }: { store: LiveStore; children: ReactNode }) {
  return <LiveContext.Provider value={store}>{children}</LiveContext.Provider>;
}

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (!store) throw new Error('useLiveStore is used outside of LiveProvider');
  return store;
}

/** Draws again only when what is picked changes. `pick` must return a part of the state, not a new object. */
export function useLive<T>(pick: (state: LiveState) => T): T {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => {
    const { state } = store.view();
    if (!state) throw new Error('useLive is used before the first snapshot');
    return pick(state);
  });
}

export function useLiveStatus(): LiveStatus {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => store.view().status);
}

export function useLiveReady(): boolean {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => store.view().state !== undefined);
}

/** The server's time in milliseconds, drawn again every `everyMs`. */
export function useServerNow(everyMs = 1000): number {
  const store = useLiveStore();
  const offset = () => store.view().state?.offsetMs ?? 0;
  const offsetRef = useRef(offset);
  offsetRef.current = offset;
  const [now, setNow] = useState(() => Date.now() + offset());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + offsetRef.current()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

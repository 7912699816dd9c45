import { useLiveStore } from '@centralino/live/react.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { TELEPHONE } from './api.ts';

const AGAIN_MS = 15_000;

/** Trunks and telephones as they are now: what changes of trunks is told, telephones are asked for now and then. */
export function useTelephone() {
  const store = useLiveStore();
  const queries = useQueryClient();
  useEffect(
    () =>
      store.listenToPhone((event) => {
        if (event.type === 'trunk.changed')
          void queries.invalidateQueries({ queryKey: TELEPHONE.queryKey });
      }),
    [store, queries],
  );
  return useQuery({ ...TELEPHONE, refetchInterval: AGAIN_MS });
}

import { request } from '@centralino/api/client.ts';
import type { Presence, PresenceState } from '@centralino/api/types.ts';
import { useLiveStore } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { useErrorText } from '@centralino/ui/states.tsx';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mayBeAvailable, NotReady } from './gate.ts';

export interface PresenceWish {
  state: PresenceState;
  reason?: string;
}

export function usePresenceChange() {
  const store = useLiveStore();
  const { t } = useTranslation();
  const explain = useErrorText();
  return useMutation({
    mutationFn: async (wish: PresenceWish) => {
      if (wish.state === 'available' && !(await mayBeAvailable())) throw new NotReady();
      return request<Presence>('PUT', '/api/v1/me/presence', { body: wish });
    },
    onSuccess: (presence) => {
      store.change((state) => ({ ...state, me: { ...state.me, presence } }));
      announce(t('presence.changed', { state: t(`presence.${presence.state}`) }));
    },
    onError: (error) => {
      if (error instanceof NotReady) return;
      announce(t('presence.failed', { detail: explain(error) }));
    },
  });
}

/* Everything behind the sign-in: finds out who it is, opens the live line, then draws the shell. */
import { isApiError } from '@centralino/api/client.ts';
import type { Me } from '@centralino/api/types.ts';
import { LiveProvider, useLiveReady } from '@centralino/live/react.tsx';
import { LiveStore } from '@centralino/live/store.ts';
import { preferences } from '@centralino/ui/preferences.ts';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { fetchMe, ME } from '../features/session/api.ts';
import { chooseLanguage } from '../features/settings/language.ts';
import css from './Shell.module.css';
import { Shell } from './Shell.tsx';

export function SignedIn() {
  const me = useQuery({ queryKey: ME, queryFn: fetchMe, staleTime: Number.POSITIVE_INFINITY });
  if (isApiError(me.error) && me.error.status === 401) {
    return <ToSignIn />;
  }
  if (me.isError) {
    return (
      <main className={css.alone}>
        <ErrorNote error={me.error} onRetry={() => me.refetch()} busy={me.isFetching} />
      </main>
    );
  }
  if (!me.data) return <Frame />;
  return <Connected key={me.data.user_id} me={me.data} />;
}

/** Remembers once where somebody wanted to go: the address changes while the sign-in page is fetched. */
function ToSignIn() {
  const navigate = useNavigate();
  const [next] = useState(() => location.pathname + location.search);
  useEffect(() => {
    void navigate({ to: '/signin', search: { next }, replace: true });
  }, [navigate, next]);
  return <Frame />;
}

function Connected({ me }: { me: Me }) {
  const queries = useQueryClient();
  const router = useRouter();
  const store = useMemo(
    () =>
      new LiveStore(
        '/api/v1/live',
        () => {
          queries.clear();
          const next = location.pathname + location.search;
          void router.navigate({ to: '/signin', search: { ended: true, next } });
        },
        // A refused upgrade looks like a lost line; asking who I am tells them apart.
        () => void fetchMe().catch(() => {}),
      ),
    [queries, router],
  );

  useEffect(() => {
    store.start();
    return store.stop;
  }, [store]);

  useEffect(() => {
    if (preferences().language === undefined) void chooseLanguage(me.language);
  }, [me.language]);

  return (
    <LiveProvider store={store}>
      <WhenReady />
    </LiveProvider>
  );
}

function WhenReady() {
  return useLiveReady() ? <Shell /> : <Frame />;
}

/** The shell's geometry before the first snapshot, so that nothing jumps when it comes. */
function Frame() {
  return (
    <div className={css.shell}>
      <div className={css.rail} />
      <div className={css.top} />
      <main className={css.main}>
        <Skeleton rows={6} height={48} />
      </main>
    </div>
  );
}

import type { Conversation } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchHistory } from './api.ts';
import css from './ContextPane.module.css';
import { isEcho, isNoise, useHistoryText } from './historyText.ts';

export function History({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const me = useLive((state) => state.me);
  const agents = useLive((state) => state.agents);
  const times = useTimes(me.tenant.zone);
  const [all, setAll] = useState(false);
  const history = useQuery({
    // A change of state, owner, case or rating is worth a new reading; a message is not.
    queryKey: [
      'history',
      conversation.id,
      conversation.state,
      conversation.epoch,
      conversation.case,
      conversation.survey,
    ],
    queryFn: ({ signal }) => fetchHistory(conversation.id, signal),
    placeholderData: (previous) => previous,
  });
  const { owner } = conversation.case;
  const actors = history.data?.items ?? [];
  const textOf = useHistoryText((id) =>
    id === owner?.id
      ? owner.name
      : id === me.user_id
        ? me.name
        : (agents.find((each) => each.id === id)?.name ??
          actors.find((each) => each.actor === id)?.actor_name),
  );
  if (history.isError) return <ErrorNote error={history.error} onRetry={() => history.refetch()} />;
  if (!history.data) return <Skeleton rows={4} />;
  const items = actors.filter((entry) => !isEcho(entry) && (all || !isNoise(entry)));

  return (
    <>
      {items.length === 0 && <p className={css.quiet}>{t('context.noHistory')}</p>}
      <ol className={css.history}>
        {items.map((entry) => (
          <li key={entry.seq}>
            <time dateTime={entry.at} title={times.full(entry.at)}>
              {times.time(entry.at)}
            </time>
            <span>
              {textOf(entry)}
              <span className={css.quiet}> · {entry.actor_name || t('history.system')}</span>
            </span>
          </li>
        ))}
      </ol>
      <label className={css.all}>
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
        {t('history.all')}
      </label>
    </>
  );
}

import type { Conversation, JournalEntry } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { eventText } from '../conversation/eventText.ts';
import { fetchHistory } from './api.ts';
import css from './ContextPane.module.css';

export function History({ conversation }: { conversation: Conversation }) {
  const { t, i18n } = useTranslation();
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const history = useQuery({
    // A change of state, owner or case is worth a new reading; a message is not.
    queryKey: [
      'history',
      conversation.id,
      conversation.state,
      conversation.epoch,
      conversation.case.state,
    ],
    queryFn: ({ signal }) => fetchHistory(conversation.id, signal),
    placeholderData: (previous) => previous,
  });
  if (history.isError) return <ErrorNote error={history.error} onRetry={() => history.refetch()} />;
  if (!history.data) return <Skeleton rows={4} />;
  const { items } = history.data;
  if (items.length === 0) return <p className={css.quiet}>{t('context.noHistory')}</p>;

  const language = i18n.language === 'it' ? 'it' : 'en';
  function say(entry: JournalEntry): string {
    if (typeof entry.text === 'string') return entry.text;
    return entry.text?.[language] ?? eventText(t, entry.type, actor(entry));
  }
  const actor = (entry: JournalEntry): string =>
    typeof entry.actor === 'string' ? entry.actor : (entry.actor?.name ?? t('conversation.system'));

  return (
    <ol className={css.history}>
      {items.map((entry, index) => (
        <li key={`${entry.seq ?? index}-${entry.type}`}>
          <time dateTime={entry.at} title={times.full(entry.at)}>
            {times.time(entry.at)}
          </time>
          <span>
            {say(entry)}
            {!say(entry).includes(actor(entry)) && (
              <span className={css.quiet}> · {actor(entry)}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

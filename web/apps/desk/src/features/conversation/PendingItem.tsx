import { isApiError } from '@centralino/api/client.ts';
import { ErrorNote, useErrorText } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Outgoing } from './outbox.ts';
import css from './Timeline.module.css';

export function PendingItem(props: {
  entry: Outgoing;
  onRetry: () => void;
  onDiscard: () => void;
}) {
  const { t } = useTranslation();
  const explain = useErrorText();
  const { content, sending, error } = props.entry;
  const isNote = content.kind === 'text' && content.note;

  function reason(): string {
    if (content.kind === 'file') {
      return t('composer.fileFailed', { name: content.file.name, detail: explain(error) });
    }
    if (isApiError(error) && error.stale) return t('composer.stale');
    return t('composer.failed', { detail: explain(error) });
  }

  return (
    <article className={css.message} data-side="out">
      <div className={css.content}>
        <div className={css.bubble} data-note={isNote || undefined} data-pending="">
          {content.kind === 'text' ? (
            content.text
          ) : (
            <span className={css.file}>
              <IconFile size={24} stroke={1.5} aria-hidden="true" />
              {content.file.name}
            </span>
          )}
        </div>
        {sending ? (
          <span className={css.delivery}>{t('conversation.delivery.sending')}</span>
        ) : (
          <ErrorNote text={reason()} error={error} onRetry={props.onRetry}>
            <Button size="xs" variant="subtle" color="gray" onClick={props.onDiscard}>
              {t('action.discard')}
            </Button>
          </ErrorNote>
        )}
      </div>
    </article>
  );
}

import { isApiError } from '@centralino/api/client.ts';
import { ErrorNote, useErrorText } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconFile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { HOLD_MS } from './held.ts';
import type { Outgoing } from './outbox.ts';
import css from './Timeline.module.css';

export function PendingItem(props: {
  entry: Outgoing;
  onRetry: () => void;
  onDiscard: () => void;
  onTakeBack: () => void;
}) {
  const { t } = useTranslation();
  const explain = useErrorText();
  const { content, state, error } = props.entry;
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
        {state === 'held' && (
          <span className={css.held}>
            <span className={css.wait} aria-hidden="true">
              <span style={{ animationDuration: `${HOLD_MS}ms` }} />
            </span>
            {t('composer.held')}
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
              onClick={props.onTakeBack}
            >
              {t('composer.takeBack')}
            </Button>
          </span>
        )}
        {state === 'sending' && (
          <span className={css.delivery}>{t('conversation.delivery.sending')}</span>
        )}
        {state === 'failed' && (
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

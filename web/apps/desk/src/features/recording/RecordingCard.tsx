/* One recording: what it is, how long it is kept, and, for who may, its sound. */
import { useLive } from '@centralino/live/react.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDownload,
  IconLock,
  IconLockOpen,
  IconMicrophone,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { callQuery } from '../phone/api.ts';
import { fileOf, holdRecording, type Recording, shapeQuery } from './api.ts';
import { Player } from './Player.tsx';
import css from './Recording.module.css';

interface Props {
  recording: Recording;
  mayListen: boolean;
  mayDownload: boolean;
}

export function RecordingCard({ recording, mayListen, mayDownload }: Props) {
  const { t } = useTranslation('phone');
  const title = useId();
  const { id, kind, state, length_ms } = recording;
  const role = useLive((live) => live.me.role);
  const audible = state === 'kept' && mayListen;
  return (
    <section className={css.card} aria-labelledby={title}>
      <header className={css.head}>
        <IconMicrophone size={18} aria-hidden="true" />
        <h2 id={title}>{t(`recorded.${kind}`)}</h2>
        {state === 'kept' && <span className="num">{clock(length_ms / 1000)}</span>}
        <span className={css.kept}>
          <Kept recording={recording} />
        </span>
      </header>
      {audible ? (
        <Sound id={id} />
      ) : (
        <p className={css.note}>
          {state === 'failed' && <IconAlertTriangle size={16} aria-hidden="true" />}
          {state === 'deleted' && <IconTrash size={16} aria-hidden="true" />}
          {state === 'kept' && <IconLock size={16} aria-hidden="true" />}
          {t(state === 'kept' ? 'recorded.notForYou' : `recorded.${state}`)}
        </p>
      )}
      {state === 'kept' && (mayDownload || role === 'admin') && (
        <footer className={css.foot}>
          {mayDownload && (
            <Button
              component="a"
              href={fileOf(id)}
              download
              size="xs"
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
            >
              {t('recorded.download')}
            </Button>
          )}
          {role === 'admin' && <LegalHold recording={recording} />}
        </footer>
      )}
    </section>
  );
}

function Kept({ recording: { state, legal_hold, delete_at } }: { recording: Recording }) {
  const { t } = useTranslation('phone');
  const times = useTimes(useLive((live) => live.me.tenant.zone));
  if (state !== 'kept') return null;
  if (legal_hold) {
    return (
      <Badge tone="info">
        <IconLock size={14} aria-hidden="true" /> {t('recorded.held')}
      </Badge>
    );
  }
  return delete_at ? (
    <span className={css.quiet}>{t('recorded.until', { date: times.date(delete_at) })}</span>
  ) : null;
}

function Sound({ id }: { id: string }) {
  const { t } = useTranslation('phone');
  const shape = useQuery(shapeQuery(id));
  if (shape.isError) {
    return <ErrorNote text={t('recorded.unreadable')} onRetry={() => shape.refetch()} />;
  }
  if (!shape.data) return <Skeleton rows={1} height={112} />;
  return <Player shape={shape.data} />;
}

/** Keeps it whatever the policy says, for as long as a dispute lasts. */
function LegalHold({ recording }: { recording: Recording }) {
  const { t } = useTranslation('phone');
  const queries = useQueryClient();
  const { id, conversation_id, legal_hold } = recording;
  const change = useMutation({
    mutationFn: () => holdRecording(id, !legal_hold),
    onSuccess: () => queries.invalidateQueries({ queryKey: callQuery(conversation_id).queryKey }),
  });
  const Icon = legal_hold ? IconLockOpen : IconLock;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={change.isPending}
        leftSection={<Icon size={16} aria-hidden="true" />}
        onClick={() => change.mutate()}
      >
        {t(legal_hold ? 'recorded.release' : 'recorded.hold')}
      </Button>
      {change.isError && <ErrorNote error={change.error} />}
    </>
  );
}

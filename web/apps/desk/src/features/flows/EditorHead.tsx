/* The top line of the editor: which flow, whether it is saved and published, and the way out of both. */
import { Badge } from '@centralino/ui/badges.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconBraces } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Details, differenceQuery, flowQuery } from './api.ts';
import css from './Editor.module.css';
import { JsonDialog } from './JsonDialog.tsx';
import { changesOf } from './model/difference.ts';
import { SaveState } from './SaveState.tsx';
import { StaleNote } from './StaleNote.tsx';
import type { useEditor } from './useEditor.ts';
import { PublishDialog } from './versions/PublishDialog.tsx';

interface Props {
  details: Details;
  editor: ReturnType<typeof useEditor>;
  onProblems: () => void;
}

export function EditorHead({ details, editor, onProblems }: Props) {
  const { t } = useTranslation('flows');
  const [open, setOpen] = useState<'json' | 'publish'>();
  const { saving, flow } = editor;
  return (
    <header className={css.head}>
      <div className={css.title}>
        <Link
          to="/admin/$area"
          params={{ area: 'flows' }}
          className={css.back}
          aria-label={t('back')}
        >
          <IconArrowLeft size={20} aria-hidden="true" />
        </Link>
        <h1>{flow.name || details.key}</h1>
        <PublishedBadge details={details} />
      </div>
      <SaveState saving={saving} />
      <div className={css.actions}>
        <ActionIcon
          variant="default"
          size={36}
          disabled={!editor.canUndo}
          aria-label={t('undo')}
          onClick={editor.undo}
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t('json.open')}
          onClick={() => setOpen('json')}
        >
          <IconBraces size={18} />
        </ActionIcon>
        <Button onClick={() => setOpen('publish')}>{t('publish.open')}</Button>
      </div>
      {saving.state === 'stale' && <StaleNote id={details.id} editor={editor} />}
      {saving.state === 'refused' && (
        <div className={css.note}>
          <ErrorNote error={saving.error} />
        </div>
      )}
      {open === 'json' && <JsonDialog editor={editor} onClose={() => setOpen(undefined)} />}
      {open === 'publish' && (
        <PublishDialog
          id={details.id}
          editor={editor}
          onProblems={() => {
            setOpen(undefined);
            onProblems();
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </header>
  );
}

/** What runs now, and whether the draft is something else. */
function PublishedBadge({ details }: { details: Details }) {
  const { t } = useTranslation('flows');
  const number = details.published?.number;
  const difference = useQuery({
    ...differenceQuery(details.id, String(number), 'draft', details.revision),
    enabled: number !== undefined,
    placeholderData: (old) => old,
  });
  const fresh = useQuery(flowQuery(details.id)).data ?? details;
  if (!fresh.published) return <Badge>{t('unpublished')}</Badge>;
  const changed = difference.data && changesOf(difference.data).length > 0;
  return (
    <>
      <Badge tone="ok">{t('published', { number: fresh.published.number })}</Badge>
      {changed && <Badge tone="info">{t('changedSince')}</Badge>}
    </>
  );
}

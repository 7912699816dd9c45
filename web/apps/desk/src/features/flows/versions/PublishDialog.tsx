/* Before a draft becomes what callers hear: what changes for them, and why. */
import { isApiError } from '@centralino/api/client.ts';
import { announce } from '@centralino/ui/announce.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { Button, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import adminCss from '../../admin/Admin.module.css';
import { flowQuery, publishFlow } from '../api.ts';
import type { useEditor } from '../useEditor.ts';
import { ChangesList } from './ChangesList.tsx';
import css from './Versions.module.css';

interface Props {
  id: string;
  editor: ReturnType<typeof useEditor>;
  onProblems: () => void;
  onClose: () => void;
}

export function PublishDialog({ id, editor, onProblems, onClose }: Props) {
  const { t } = useTranslation('flows');
  const common = useTranslation().t;
  const { saver, saving } = editor;
  const [note, setNote] = useState('');
  // What is published is what was saved: first it is, then the server says what is wrong with it.
  useEffect(() => void saver.flush(), [saver]);
  const fresh = useQuery({ ...flowQuery(id), staleTime: 0 }).data;
  const ready = saving.state === 'saved' && fresh?.revision === saving.revision;
  const publish = useMutation({
    mutationFn: () => publishFlow(id, saver.current().revision, note.trim()),
    onSuccess: (details) => {
      editor.adopt(details);
      announce(t('publish.done', { number: details.published?.number ?? 0 }));
      onClose();
    },
  });
  const problems = fresh?.problems.length ?? 0;
  return (
    <Dialog title={t('publish.title')} onClose={onClose}>
      {!ready || !fresh ? (
        <Skeleton rows={3} />
      ) : problems > 0 ? (
        <div className={adminCss.dialog}>
          <p className={css.problems}>
            <IconAlertTriangle size={18} aria-hidden="true" />
            {t('publish.problems', { count: problems })}
          </p>
          <div className={adminCss.buttons}>
            <Button variant="default" onClick={onClose}>
              {common('action.cancel')}
            </Button>
            <Button data-autofocus onClick={onProblems}>
              {t('publish.see')}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className={adminCss.dialog}
          onSubmit={(event) => {
            event.preventDefault();
            publish.mutate();
          }}
        >
          <p>{t('publish.text')}</p>
          {fresh.published && (
            <section>
              <h3 className={css.subtitle}>
                {t('publish.changes', { number: fresh.published.number })}
              </h3>
              <ChangesList
                id={id}
                from={String(fresh.published.number)}
                to="draft"
                revision={fresh.revision}
              />
            </section>
          )}
          <Textarea
            data-autofocus
            label={t('publish.note')}
            description={t('publish.noteHint')}
            maxLength={500}
            rows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {publish.isError && (
            <ErrorNote error={publish.error}>
              {isApiError(publish.error) && publish.error.code === 'flow_problems' && (
                <Button size="xs" variant="default" onClick={onProblems}>
                  {t('publish.see')}
                </Button>
              )}
            </ErrorNote>
          )}
          <div className={adminCss.buttons}>
            <Button variant="default" onClick={onClose}>
              {common('action.cancel')}
            </Button>
            <Button type="submit" loading={publish.isPending}>
              {t('publish.open')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

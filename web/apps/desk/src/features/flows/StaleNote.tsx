import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { flowQuery } from './api.ts';
import css from './Editor.module.css';
import type { useEditor } from './useEditor.ts';

interface Props {
  id: string;
  editor: ReturnType<typeof useEditor>;
}

/** Somebody else saved meanwhile: theirs, or mine over it. */
export function StaleNote({ id, editor }: Props) {
  const { t } = useTranslation('flows');
  const queries = useQueryClient();
  const fetchNow = () => queries.fetchQuery({ ...flowQuery(id), staleTime: 0 });
  const theirs = useMutation({ mutationFn: async () => editor.adopt(await fetchNow()) });
  const mine = useMutation({
    mutationFn: async () => editor.saver.insist((await fetchNow()).revision, editor.flow),
  });
  return (
    <div className={css.note} role="alert">
      <p>{t('stale.text')}</p>
      <div className={css.noteButtons}>
        <Button size="xs" loading={theirs.isPending} onClick={() => theirs.mutate()}>
          {t('stale.theirs')}
        </Button>
        <Button size="xs" variant="default" loading={mine.isPending} onClick={() => mine.mutate()}>
          {t('stale.mine')}
        </Button>
      </div>
      {theirs.isError && <ErrorNote error={theirs.error} />}
      {mine.isError && <ErrorNote error={mine.error} />}
    </div>
  );
}

import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AreaHead } from './AreaHead.tsx';
import { fetchWords, saveWords, type WordsOf, wordsKey } from './api.ts';
import { WordList } from './WordList.tsx';
import type { Word } from './words.ts';

export function WordsArea() {
  const { t } = useTranslation('admin');
  return (
    <>
      <AreaHead title={t('words.title')} lead={t('words.lead')} />
      <Words of="outcomes" />
      <Words of="presence-reasons" />
    </>
  );
}

function Words({ of }: { of: WordsOf }) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const words = useQuery({
    queryKey: wordsKey(of),
    queryFn: ({ signal }) => fetchWords(of, signal),
  });
  if (words.isError) return <ErrorNote error={words.error} onRetry={() => words.refetch()} />;
  if (!words.data) return <Skeleton rows={4} height={48} />;
  const { items } = words.data;

  async function save(list: Word[]): Promise<void> {
    queries.setQueryData(wordsKey(of), await saveWords(of, list));
  }

  return (
    <WordList
      // What the server holds now is where the form begins anew.
      key={JSON.stringify(items)}
      title={t(of === 'outcomes' ? 'words.outcomes' : 'words.reasons')}
      hint={t(of === 'outcomes' ? 'words.outcomesHint' : 'words.reasonsHint')}
      saved={items}
      withSolved={of === 'outcomes'}
      onSave={save}
    />
  );
}

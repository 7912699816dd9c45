import { Empty, ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { NativeSelect } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { AreaHead } from './AreaHead.tsx';
import { fetchQueues, QUEUES, type QueueDocument, saveQueue } from './api.ts';
import { DocumentForm } from './DocumentForm.tsx';
import { QUEUE_SECTIONS } from './queueFields.ts';

export function QueuesArea() {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const queues = useQuery({ queryKey: QUEUES, queryFn: fetchQueues });
  const [chosen, setChosen] = useState('');
  const items = queues.data?.items ?? [];
  const queue = items.find((each) => each.id === chosen) ?? items[0];
  const titles = t('queues', { returnObjects: true }) as Record<string, string>;

  async function save(id: string, document: QueueDocument): Promise<void> {
    const saved = await saveQueue(id, document);
    queries.setQueryData<{ items: typeof items }>(QUEUES, (old) => ({
      items: (old?.items ?? []).map((each) => (each.id === id ? saved : each)),
    }));
  }

  return (
    <>
      <AreaHead title={t('queues.title')} lead={t('queues.lead')} />
      {queues.isError && <ErrorNote error={queues.error} onRetry={() => queues.refetch()} />}
      {queues.isPending && <Skeleton rows={8} height={48} />}
      {queues.isSuccess && !queue && (
        <Empty
          icon={<IconStack2 stroke={1.5} />}
          title={t('queues.none')}
          text={t('queues.noneText')}
        />
      )}
      {queue && (
        <>
          <NativeSelect
            className={css.pick ?? ''}
            label={t('queues.pick')}
            description={t('queues.key', { key: queue.key })}
            value={queue.id}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={items.map((each) => ({ value: each.id, label: each.name }))}
          />
          <DocumentForm<QueueDocument>
            key={queue.id}
            saved={{ name: queue.name, settings: queue.settings }}
            sections={QUEUE_SECTIONS}
            titleOf={(section) => titles[section] ?? ''}
            onSave={(document) => save(queue.id, document)}
          />
        </>
      )}
    </>
  );
}

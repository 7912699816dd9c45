import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CALENDARS,
  createQueue,
  QUEUES,
  type Queue,
  retireQueue,
  SKILLS,
  saveQueue,
} from './api.ts';
import { Confirm } from './Confirm.tsx';
import { DocumentForm } from './DocumentForm.tsx';
import { FormDialog } from './FormDialog.tsx';
import type { Field } from './fields.ts';
import { PickedArea } from './PickedArea.tsx';
import { type QueueDraft, queueDocument, queueDraft } from './queueDraft.ts';
import { queueSections } from './queueFields.ts';
import { RemoveCard } from './RemoveCard.tsx';
import { useKeptList } from './useKeptList.ts';
import { keyFor } from './words.ts';

const NEW_QUEUE: readonly Field[] = [{ path: 'name', name: 'name', kind: 'text', max: 80 }];

export function QueuesArea() {
  const { t } = useTranslation('admin');
  const queues = useQuery(QUEUES);
  const kept = useKeptList<Queue>(QUEUES.queryKey);
  const [chosen, setChosen] = useState('');
  const [creating, setCreating] = useState(false);

  async function create({ name }: { name: string }, key: string): Promise<void> {
    const taken = (queues.data?.items ?? []).map((each) => each.key);
    const made = await createQueue({ key: keyFor(name, taken), name: name.trim() }, key);
    kept.put(made);
    setChosen(made.id);
  }

  return (
    <>
      <PickedArea
        title={t('queues.title')}
        lead={t('queues.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            {t('queues.create')}
          </Button>
        }
        query={queues}
        empty={{
          icon: <IconStack2 stroke={1.5} />,
          title: t('queues.none'),
          text: t('queues.noneText'),
        }}
        label={t('queues.pick')}
        idOf={(queue) => queue.id}
        nameOf={(queue) => queue.name}
        hintOf={(queue) => t('queues.key', { key: queue.key })}
        chosen={chosen}
        onChoose={setChosen}
      >
        {(queue) => (
          <QueueForm key={queue.id} queue={queue} all={queues.data?.items ?? []} kept={kept} />
        )}
      </PickedArea>
      {creating && (
        <FormDialog
          title={t('queues.create')}
          action={t('make')}
          saved={{ name: '' }}
          fields={NEW_QUEUE}
          because={{ key: t('taken') }}
          done={t('queues.created')}
          onSave={create}
          onClose={() => setCreating(false)}
        >
          <p>{t('queues.createText')}</p>
        </FormDialog>
      )}
    </>
  );
}

interface FormProps {
  queue: Queue;
  all: readonly Queue[];
  kept: ReturnType<typeof useKeptList<Queue>>;
}

function QueueForm({ queue, all, kept }: FormProps) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const skills = useQuery(SKILLS);
  const calendars = useQuery(CALENDARS);
  const [retiring, setRetiring] = useState(false);
  const titles = t('queues', { returnObjects: true }) as Record<string, string>;
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const sections = queueSections({
    others: all.filter((each) => each.id !== queue.id).map(named),
    skills: (skills.data?.items ?? []).map(named),
    calendars: (calendars.data?.items ?? []).map(({ key, hours }) => ({
      value: key,
      label: hours.name,
    })),
    words: {
      none: t('queues.noOverflow'),
      always: t('queues.always'),
      everySkill: t('queues.everySkill'),
    },
  });
  return (
    <>
      {/* The choices decide what a field can show, so they come first. */}
      {skills.isFetched && calendars.isFetched && (
        <DocumentForm<QueueDraft>
          saved={queueDraft(queue)}
          sections={sections}
          titleOf={(section) => titles[section] ?? ''}
          onSave={async (draft) => kept.put(await saveQueue(queue.id, queueDocument(draft)))}
        />
      )}
      <RemoveCard
        title={t('queues.retireHead')}
        text={t('queues.retireHint')}
        action={t('queues.retire')}
        onRemove={() => setRetiring(true)}
      />
      {retiring && (
        <Confirm
          title={t('queues.retireTitle', { name: queue.name })}
          text={t('queues.retireText')}
          action={t('queues.retire')}
          because={{ in_use: t('queues.inUse') }}
          run={async () => {
            await retireQueue(queue.id);
            kept.drop(queue);
            void queries.invalidateQueries({ queryKey: ['admin', 'agents'] });
            announce(t('queues.retired'));
          }}
          onClose={() => setRetiring(false)}
        />
      )}
    </>
  );
}

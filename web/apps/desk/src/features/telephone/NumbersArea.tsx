/* Our numbers: where each one leads, in which language, and what is recorded of its calls. */
import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconHash, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALENDARS, QUEUES } from '../admin/api.ts';
import { Confirm } from '../admin/Confirm.tsx';
import { DocumentForm } from '../admin/DocumentForm.tsx';
import { FormDialog } from '../admin/FormDialog.tsx';
import { PickedArea } from '../admin/PickedArea.tsx';
import { RemoveCard } from '../admin/RemoveCard.tsx';
import { useKeptList } from '../admin/useKeptList.ts';
import { FLOWS } from '../flows/api.ts';
import { createNumber, type LineNumber, NUMBERS, removeNumber, saveNumber } from './api.ts';
import { type NumberDraft, numberDocument, numberDraft } from './drafts.ts';
import { numberFields, numberSections } from './fields.ts';
import { NoTelephone } from './NoTelephone.tsx';

export default function NumbersArea() {
  const { t } = useTranslation('admin');
  const numbers = useQuery(NUMBERS);
  const queues = useQuery(QUEUES);
  const flows = useQuery(FLOWS);
  const calendars = useQuery(CALENDARS);
  const kept = useKeptList<LineNumber>(NUMBERS.queryKey);
  const [chosen, setChosen] = useState('');
  const [creating, setCreating] = useState(false);
  const [removing, setRemoving] = useState<LineNumber>();
  const titles = t('numbers', { returnObjects: true }) as Record<string, string>;
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const choices = {
    queues: (queues.data?.items ?? []).map(named),
    flows: [
      { value: '', label: t('numbers.noFlow') },
      // Only what is published can answer, and a module is part of another flow.
      ...(flows.data?.items ?? []).filter((each) => each.published && !each.module).map(named),
    ],
    calendars: [
      { value: '', label: t('numbers.queueHours') },
      ...(calendars.data?.items ?? []).map(({ key, hours }) => ({ value: key, label: hours.name })),
    ],
  };
  const known = queues.isFetched && flows.isFetched && calendars.isFetched;

  async function create(draft: NumberDraft, key: string): Promise<void> {
    const made = await createNumber(numberDocument(draft), key);
    kept.put(made);
    setChosen(made.id);
  }

  return (
    <>
      <PickedArea
        title={t('numbers.title')}
        lead={t('numbers.lead')}
        action={
          <Button
            disabled={!known}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            {t('numbers.create')}
          </Button>
        }
        query={numbers}
        empty={{
          icon: <IconHash stroke={1.5} />,
          title: t('numbers.none'),
          text: t('numbers.noneText'),
        }}
        label={t('numbers.pick')}
        idOf={(number) => number.id}
        nameOf={(number) => `${number.number} · ${number.name}`}
        chosen={chosen}
        onChoose={setChosen}
      >
        {(number) => (
          <>
            {/* The choices decide what a field can show, so they come first. */}
            {known && (
              <DocumentForm<NumberDraft>
                key={number.id}
                saved={numberDraft(number, '')}
                sections={numberSections(choices)}
                titleOf={(section) => titles[section] ?? ''}
                onSave={async (draft) =>
                  kept.put(await saveNumber(number.id, numberDocument(draft)))
                }
              />
            )}
            <RemoveCard
              title={t('numbers.removeHead')}
              text={t('numbers.removeHint')}
              onRemove={() => setRemoving(number)}
            />
          </>
        )}
      </PickedArea>
      <NoTelephone />
      {creating && (
        <FormDialog<NumberDraft>
          title={t('numbers.create')}
          action={t('make')}
          saved={numberDraft(undefined, choices.queues[0]?.value ?? '')}
          fields={numberFields(choices)}
          width={640}
          onSave={create}
          onClose={() => setCreating(false)}
        >
          <p>{t('numbers.createText')}</p>
        </FormDialog>
      )}
      {removing && (
        <Confirm
          title={t('removeTitle', { name: removing.number })}
          text={t('numbers.removeText')}
          action={t('remove')}
          run={async () => {
            await removeNumber(removing.id);
            kept.drop(removing);
            announce(t('removed'));
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

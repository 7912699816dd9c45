import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconClock, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALENDARS, type KeyedHours, QUEUES, removeHours, saveHours } from './api.ts';
import { Confirm } from './Confirm.tsx';
import { capitalised } from './capitalised.ts';
import { DocumentForm } from './DocumentForm.tsx';
import { FormDialog } from './FormDialog.tsx';
import type { Field, Section } from './fields.ts';
import {
  type HoursDraft,
  hoursDocument,
  hoursDraft,
  NEW_OPENING,
  newSpecialDay,
  usualHours,
} from './hours.ts';
import { PickedArea } from './PickedArea.tsx';
import { RemoveCard } from './RemoveCard.tsx';
import { useKeptList } from './useKeptList.ts';
import { keyFor } from './words.ts';

const NAME: Field = { path: 'name', name: 'hoursName', kind: 'text', max: 80 };
const open = (row: unknown) => (row as { closed: boolean }).closed === false;
const FROM: Field = { path: 'from', name: 'from', kind: 'time' };
const TO: Field = { path: 'to', name: 'to', kind: 'time' };

function sections(language: string): Section[] {
  // The first of 2024 was a Monday.
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((each) => ({
    value: String(each),
    label: capitalised(day.format(Date.UTC(2024, 0, each))),
  }));
  return [
    { name: 'basics', fields: [NAME] },
    {
      name: 'week',
      fields: [
        {
          path: 'weekly',
          name: 'weekly',
          kind: 'rows',
          fresh: () => NEW_OPENING,
          columns: [
            { path: 'weekday', name: 'weekday', kind: 'choice', options: weekdays },
            FROM,
            TO,
          ],
        },
      ],
    },
    {
      name: 'special',
      fields: [
        {
          path: 'special_days',
          name: 'specialDays',
          kind: 'rows',
          fresh: () => newSpecialDay(new Date().toISOString().slice(0, 10)),
          columns: [
            { path: 'date', name: 'date', kind: 'date' },
            { path: 'name', name: 'dayName', kind: 'text', optional: true, max: 80 },
            { path: 'closed', name: 'closed', kind: 'switch' },
            { ...FROM, when: open },
            { ...TO, when: open },
          ],
        },
      ],
    },
  ];
}

export function HoursArea() {
  const { t, i18n } = useTranslation('admin');
  const calendars = useQuery(CALENDARS);
  const queues = useQuery(QUEUES);
  const kept = useKeptList<KeyedHours>(CALENDARS.queryKey);
  const [chosen, setChosen] = useState('');
  const [creating, setCreating] = useState(false);
  const [removing, setRemoving] = useState<KeyedHours>();
  const titles = t('hours', { returnObjects: true }) as Record<string, string>;
  const followers = (key: string) =>
    (queues.data?.items ?? [])
      .filter((each) => each.settings.routing.calendar === key)
      .map((each) => each.name)
      .join(', ');

  async function create({ name }: { name: string }): Promise<void> {
    const taken = (calendars.data?.items ?? []).map((each) => each.key);
    const made = await saveHours(keyFor(name, taken), usualHours(name.trim()));
    kept.put(made);
    setChosen(made.key);
  }

  return (
    <>
      <PickedArea
        title={t('hours.title')}
        lead={t('hours.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            disabled={!calendars.data}
            onClick={() => setCreating(true)}
          >
            {t('hours.create')}
          </Button>
        }
        query={calendars}
        empty={{
          icon: <IconClock stroke={1.5} />,
          title: t('hours.none'),
          text: t('hours.noneText'),
        }}
        label={t('hours.pick')}
        idOf={(each) => each.key}
        nameOf={(each) => each.hours.name}
        hintOf={(each) =>
          followers(each.key)
            ? t('hours.followed', { queues: followers(each.key) })
            : t('hours.unused')
        }
        chosen={chosen}
        onChoose={setChosen}
      >
        {(each) => (
          <>
            <DocumentForm<HoursDraft>
              key={each.key}
              saved={hoursDraft(each.hours)}
              sections={sections(i18n.language)}
              titleOf={(section) => titles[section] ?? ''}
              onSave={async (draft) => kept.put(await saveHours(each.key, hoursDocument(draft)))}
            />
            <RemoveCard
              title={t('hours.removeHead')}
              text={t('hours.removeHint')}
              onRemove={() => setRemoving(each)}
            />
          </>
        )}
      </PickedArea>
      {creating && (
        <FormDialog
          title={t('hours.create')}
          action={t('make')}
          saved={{ name: '' }}
          fields={[NAME]}
          done={t('hours.created')}
          onSave={create}
          onClose={() => setCreating(false)}
        >
          <p>{t('hours.createText')}</p>
        </FormDialog>
      )}
      {removing && (
        <Confirm
          title={t('removeTitle', { name: removing.hours.name })}
          text={t('hours.removeText')}
          action={t('remove')}
          because={{ in_use: t('hours.inUse', { queues: followers(removing.key) }) }}
          run={async () => {
            await removeHours(removing.key);
            kept.drop(removing);
            announce(t('removed'));
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

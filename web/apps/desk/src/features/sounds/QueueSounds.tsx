import { Skeleton } from '@centralino/ui/states.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../admin/DocumentForm.tsx';
import type { Section } from '../admin/fields.ts';
import { queueSounds, SOUNDS, type Sound, saveQueueSounds } from './api.ts';

interface Draft {
  /** "": the switchboard's own. */
  music: string;
  announcements: string[];
}

const optionsOf = (sounds: readonly Sound[], kind: Sound['kind']) =>
  sounds
    .filter((each) => each.kind === kind)
    .map(({ id, name, language }) => ({
      value: id,
      label: language ? `${name} (${language})` : name,
    }));

/** What those hear who wait in the queue on the telephone. */
export function QueueSounds({ queue }: { queue: string }) {
  const { t } = useTranslation('admin');
  const sounds = useQuery(SOUNDS);
  const queries = useQueryClient();
  const chosen = useQuery(queueSounds(queue));
  if (!sounds.data || !chosen.data) return <Skeleton rows={1} height={120} />;
  const { items } = sounds.data;
  const sections: Section[] = [
    {
      name: 'onThePhone',
      fields: [
        {
          path: 'music',
          name: 'queueMusic',
          kind: 'choice',
          options: [{ value: '', label: t('queues.ownMusic') }, ...optionsOf(items, 'music')],
        },
        {
          path: 'announcements',
          name: 'announcements',
          kind: 'checks',
          options: optionsOf(items, 'prompt'),
        },
      ],
    },
  ];
  const { music = '', announcements } = chosen.data;
  return (
    <DocumentForm<Draft>
      saved={{ music, announcements }}
      sections={sections}
      titleOf={() => t('queues.onThePhone')}
      onSave={async (draft) =>
        queries.setQueryData(
          queueSounds(queue).queryKey,
          await saveQueueSounds(queue, {
            ...(draft.music && { music: draft.music }),
            announcements: draft.announcements,
          }),
        )
      }
    />
  );
}

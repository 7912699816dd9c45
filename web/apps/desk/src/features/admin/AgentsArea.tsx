import { announce } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { Button } from '@mantine/core';
import { IconHeadset, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { AgentDialog, NewAgentDialog } from './AgentDialogs.tsx';
import { PLACES, type Place, QUEUES, removePlace, SKILLS, USERS } from './api.ts';
import { Confirm } from './Confirm.tsx';
import { RowButtons, toChange, toRemove } from './RowButtons.tsx';
import { TableArea } from './TableArea.tsx';
import { useKeptList } from './useKeptList.ts';

type Open = { what: 'new' } | { what: 'change' | 'take'; place: Place };

export function AgentsArea() {
  const { t } = useTranslation('admin');
  const places = useQuery(PLACES);
  const queues = useQuery(QUEUES);
  const skills = useQuery(SKILLS);
  const users = useQuery(USERS);
  const kept = useKeptList<Place>(PLACES.queryKey);
  const people = useKeptList(USERS.queryKey);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const choices = {
    queues: (queues.data?.items ?? []).map(named),
    skills: (skills.data?.items ?? []).map(named),
  };
  const nameIn = (list: readonly { id: string; name: string }[] | undefined, id: string) =>
    list?.find((each) => each.id === id)?.name ?? '';

  function taken(place: Place): void {
    kept.put(place);
    void people.again();
  }

  return (
    <>
      <TableArea
        title={t('agents.title')}
        lead={t('agents.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            disabled={!users.data || !queues.data || !skills.data}
            onClick={() => setOpen({ what: 'new' })}
          >
            {t('agents.create')}
          </Button>
        }
        query={places}
        empty={{
          icon: <IconHeadset stroke={1.5} />,
          title: t('agents.none'),
          text: t('agents.noneText'),
        }}
        columns={[t('agents.name'), t('agents.queues'), t('agents.skills'), t('agents.chats')]}
      >
        {(place) => (
          <tr key={place.user_id} data-gone={place.active ? undefined : ''}>
            <th scope="row">
              {place.name}
              {!place.active && <Badge>{t('users.states.inactive')}</Badge>}
              <span className={css.hint}>{place.languages.join(', ')}</span>
            </th>
            <td className={css.several}>
              {place.queues.map((id) => nameIn(queues.data?.items, id)).join(', ') ||
                t('agents.noQueue')}
            </td>
            <td className={css.several}>
              {place.skills
                .map(({ skill, level }) => `${nameIn(skills.data?.items, skill)} ${level}`)
                .join(', ')}
            </td>
            <td className="num">{place.capacity.chat}</td>
            <td className={css.end}>
              <RowButtons
                name={place.name}
                things={[
                  toChange(t('agents.change'), () => setOpen({ what: 'change', place })),
                  toRemove(t('agents.take'), () => setOpen({ what: 'take', place })),
                ]}
              />
            </td>
          </tr>
        )}
      </TableArea>
      {open?.what === 'new' && (
        <NewAgentDialog
          {...choices}
          users={(users.data?.items ?? []).filter(
            (user) =>
              user.state !== 'inactive' &&
              !places.data?.items.some((place) => place.user_id === user.id),
          )}
          onSaved={taken}
          onClose={close}
        />
      )}
      {open?.what === 'change' && (
        <AgentDialog {...choices} place={open.place} onSaved={taken} onClose={close} />
      )}
      {open?.what === 'take' && (
        <Confirm
          title={t('agents.takeTitle', { name: open.place.name })}
          text={t('agents.takeText')}
          action={t('agents.take')}
          because={{ in_use: t('agents.inUse') }}
          run={async () => {
            await removePlace(open.place.user_id);
            kept.drop(open.place);
            void people.again();
            announce(t('agents.taken'));
          }}
          onClose={close}
        />
      )}
    </>
  );
}

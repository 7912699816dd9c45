import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Badge, type Tone } from '@centralino/ui/badges.tsx';
import { Button } from '@mantine/core';
import { IconLink, IconLogout, IconPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { endSessions, type Invitation, inviteAgain, USERS, type User } from './api.ts';
import { Confirm } from './Confirm.tsx';
import { InvitationDialog } from './InvitationDialog.tsx';
import { RowButtons, type RowThing, toChange } from './RowButtons.tsx';
import { TableArea } from './TableArea.tsx';
import { NewUserDialog, UserDialog } from './UserDialogs.tsx';
import { useKeptList } from './useKeptList.ts';

const TONES: Record<User['state'], Tone> = { active: 'ok', invited: 'info', inactive: 'plain' };

type Open =
  | { what: 'new' }
  | { what: 'change' | 'link' | 'sessions'; user: User }
  | { what: 'invitation'; user: User; invitation: Invitation };

export function UsersArea() {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const me = useLive((state) => state.me.user_id);
  const users = useQuery(USERS);
  const kept = useKeptList<User>(USERS.queryKey);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);

  const things = (user: User): RowThing[] => [
    toChange(t('users.change'), () => setOpen({ what: 'change', user })),
    ...(user.state === 'inactive'
      ? []
      : [{ label: t('users.link'), icon: IconLink, run: () => setOpen({ what: 'link', user }) }]),
    ...(user.sessions > 0
      ? [
          {
            label: t('users.sessionsEnd'),
            icon: IconLogout,
            run: () => setOpen({ what: 'sessions', user }),
          },
        ]
      : []),
  ];

  return (
    <>
      <TableArea
        title={t('users.title')}
        lead={t('users.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setOpen({ what: 'new' })}
          >
            {t('users.invite')}
          </Button>
        }
        query={users}
        empty={{ icon: <IconUsers stroke={1.5} />, title: t('users.none'), text: '' }}
        columns={[t('users.name'), t('users.role'), t('users.state'), t('users.sessions')]}
      >
        {(user) => (
          <tr key={user.id} data-gone={user.state === 'inactive' ? '' : undefined}>
            <th scope="row">
              {user.name}
              {user.id === me && <span className={css.hint}>{t('users.you')}</span>}
              <span className={css.hint}>{user.email}</span>
            </th>
            <td>
              {common(`role.${user.role}`)}
              {user.agent && user.role !== 'agent' && (
                <span className={css.hint}>{t('users.agentToo')}</span>
              )}
            </td>
            <td>
              <Badge tone={TONES[user.state]}>{t(`users.states.${user.state}`)}</Badge>
            </td>
            <td className="num">{user.sessions}</td>
            <td className={css.end}>
              <RowButtons name={user.name} things={things(user)} />
            </td>
          </tr>
        )}
      </TableArea>
      {open?.what === 'new' && (
        <NewUserDialog
          onClose={close}
          onMade={(user, invitation) => {
            kept.put(user);
            if (invitation) setOpen({ what: 'invitation', user, invitation });
          }}
        />
      )}
      {open?.what === 'change' && (
        <UserDialog user={open.user} onClose={close} onChanged={kept.put} />
      )}
      {open?.what === 'link' && (
        <Confirm
          title={t('users.linkTitle', { name: open.user.name })}
          text={t('users.linkText')}
          action={t('users.linkMake')}
          because={{ shared_account: t('users.shared') }}
          run={async () => {
            const { user } = open;
            setOpen({ what: 'invitation', user, invitation: await inviteAgain(user.id) });
          }}
          // The link, once it is there, stays.
          onClose={() => setOpen((now) => (now?.what === 'link' ? undefined : now))}
        />
      )}
      {open?.what === 'sessions' && (
        <Confirm
          title={t('users.sessionsTitle', { name: open.user.name })}
          text={t('users.sessionsText')}
          action={t('users.sessionsEnd')}
          run={async () => {
            await endSessions(open.user.id);
            kept.put({ ...open.user, sessions: 0 });
            announce(t('users.sessionsDone'));
          }}
          onClose={close}
        />
      )}
      {open?.what === 'invitation' && (
        <InvitationDialog user={open.user} invitation={open.invitation} onClose={close} />
      )}
    </>
  );
}

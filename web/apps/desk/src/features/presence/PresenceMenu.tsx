import type { Localized } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { StateDot } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Menu, MenuGroup, MenuItem } from '@centralino/ui/Menu.tsx';
import { Button } from '@mantine/core';
import { IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runCommand, useCommand } from '../commands/hub.ts';
import { usePresenceChange } from './api.ts';
import css from './PresenceMenu.module.css';

/** The server turns an agent away who let an offer ring; no reason of the menu has this key. */
const MISSED = 'missed_offer';

export function PresenceMenu() {
  const { t, i18n } = useTranslation();
  const me = useLive((state) => state.me);
  const reasons = useLive((state) => state.presenceReasons);
  const now = useServerNow();
  const change = usePresenceChange();
  const [opened, setOpened] = useState(false);
  const { presence } = me;
  const inLanguage = (label: Localized) => label[i18n.language === 'it' ? 'it' : 'en'];

  useCommand('presence', () => setOpened(true));
  useCommand(
    'available',
    () => change.mutate({ state: 'available' }),
    presence.state !== 'available',
  );
  useCommand('away', () => change.mutate({ state: 'away' }), presence.state === 'available');

  const reason = reasons.find((each) => each.key === presence.reason);
  const detail = reason
    ? inLanguage(reason.label)
    : presence.reason === MISSED
      ? t('presence.missed')
      : undefined;
  const label = detail ?? t(`presence.${presence.state}`);
  const elapsed = clock((now - Date.parse(presence.since)) / 1000);

  return (
    <Menu
      label={t('presence.menu', { state: label })}
      opened={opened}
      onChange={setOpened}
      trigger={(props) => (
        <Button
          variant="default"
          className={css.button ?? ''}
          rightSection={<IconChevronDown size={16} aria-hidden="true" />}
          loading={change.isPending}
          {...props}
        >
          <span className={css.label}>
            <StateDot state={presence.state} />
            <span className="visually-hidden">{t('presence.label')}: </span>
            <span className={css.state}>{label}</span>
            <span className="visually-hidden"> {t('presence.since')} </span>
            <span className={`num ${css.time}`}>{elapsed}</span>
          </span>
        </Button>
      )}
    >
      <div className={css.me}>
        <strong>{me.name}</strong>
        <span>{t(`role.${me.role}`)}</span>
        <span>{t('presence.busy', { count: presence.busy })}</span>
      </div>
      <MenuItem
        icon={<StateDot state="available" />}
        current={presence.state === 'available'}
        onClick={() => change.mutate({ state: 'available' })}
      >
        {t('presence.available')}
      </MenuItem>
      <MenuGroup label={t('presence.reasons')}>
        {reasons.map((each) => (
          <MenuItem
            key={each.key}
            icon={<StateDot state="away" />}
            current={presence.reason === each.key}
            onClick={() => change.mutate({ state: 'away', reason: each.key })}
          >
            {inLanguage(each.label)}
          </MenuItem>
        ))}
        {reasons.length === 0 && (
          <MenuItem
            icon={<StateDot state="away" />}
            onClick={() => change.mutate({ state: 'away' })}
          >
            {t('presence.away')}
          </MenuItem>
        )}
      </MenuGroup>
      <MenuGroup label={me.tenant.name}>
        <MenuItem
          icon={<StateDot state="offline" />}
          current={presence.state === 'offline'}
          onClick={() => change.mutate({ state: 'offline' })}
        >
          {t('presence.offline')}
        </MenuItem>
        <MenuItem
          icon={<IconLogout size={16} aria-hidden="true" />}
          onClick={() => runCommand('signOut')}
        >
          {t('action.signOut')}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}

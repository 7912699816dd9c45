import type { Localized } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { StateDot } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Button, Menu } from '@mantine/core';
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
  useCommand('available', () => change.mutate({ state: 'available' }), presence.state !== 'available');
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
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          className={css.button}
          rightSection={<IconChevronDown size={16} aria-hidden="true" />}
          aria-label={`${t('presence.menu', { state: label })}, ${t('presence.since', { time: elapsed })}`}
          loading={change.isPending}
        >
          <span className={css.label}>
            <StateDot state={presence.state} />
            <span className={css.state}>{label}</span>
            <span className={`num ${css.time}`}>{elapsed}</span>
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('presence.menu', { state: label })}>
        <div className={css.me}>
          <strong>{me.name}</strong>
          <span>{t(`role.${me.role}`)}</span>
          <span>{t('presence.busy', { count: presence.busy })}</span>
        </div>
        <Menu.Item
          leftSection={<StateDot state="available" />}
          aria-current={presence.state === 'available' || undefined}
          onClick={() => change.mutate({ state: 'available' })}
        >
          {t('presence.available')}
        </Menu.Item>
        <Menu.Label>{t('presence.reasons')}</Menu.Label>
        {reasons.map((each) => (
          <Menu.Item
            key={each.key}
            leftSection={<StateDot state="away" />}
            aria-current={presence.reason === each.key || undefined}
            onClick={() => change.mutate({ state: 'away', reason: each.key })}
          >
            {inLanguage(each.label)}
          </Menu.Item>
        ))}
        {reasons.length === 0 && (
          <Menu.Item
            leftSection={<StateDot state="away" />}
            onClick={() => change.mutate({ state: 'away' })}
          >
            {t('presence.away')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<StateDot state="offline" />}
          onClick={() => change.mutate({ state: 'offline' })}
        >
          {t('presence.offline')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden="true" />}
          onClick={() => runCommand('signOut')}
        >
          {t('action.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

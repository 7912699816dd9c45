import type { Localized, Me, PresenceReason } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { StateDot } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { Menu, MenuGroup, MenuItem } from '@centralino/ui/Menu.tsx';
import { Button } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runCommand, useCommand } from '../commands/hub.ts';
import { switchTenant } from '../session/switchTenant.ts';
import { type PresenceWish, usePresenceChange } from './api.ts';
import css from './PresenceMenu.module.css';

/** Why the server itself turns an agent away; no reason of the menu has these keys. */
const BY_SERVER = ['no_answer', 'declined', 'connection_lost'] as const;

export function PresenceMenu() {
  const { t, i18n } = useTranslation();
  const me = useLive((state) => state.me);
  const reasons = useLive((state) => state.presenceReasons);
  const now = useServerNow();
  const change = usePresenceChange();
  const [opened, setOpened] = useState(false);
  const { presence } = me;
  const { agent } = me;
  const inLanguage = (label: Localized) => label[i18n.language === 'it' ? 'it' : 'en'];

  useCommand('presence', () => setOpened(true));
  useCommand(
    'available',
    () => change.mutate({ state: 'available' }),
    agent && presence.state !== 'available',
  );
  useCommand('away', () => change.mutate({ state: 'away' }), presence.state === 'available');

  const reason = reasons.find((each) => each.key === presence.reason);
  const byServer = BY_SERVER.find((each) => each === presence.reason);
  const detail = reason ? inLanguage(reason.label) : byServer && t(`presence.${byServer}`);
  const label = agent ? (detail ?? t(`presence.${presence.state}`)) : me.name;
  // Somebody who has just become an agent has been in no state yet.
  const since = Date.parse(presence.since);
  const elapsed = agent && since > 0 && clock((now - since) / 1000);

  return (
    <Menu
      label={agent ? t('presence.menu', { state: label }) : label}
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
            {agent && <StateDot state={presence.state} />}
            {agent && <span className="visually-hidden">{t('presence.label')}: </span>}
            <span className={css.state}>{label}</span>
            {elapsed && <span className="visually-hidden"> {t('presence.since')} </span>}
            {elapsed && <span className={`num ${css.time}`}>{elapsed}</span>}
          </span>
        </Button>
      )}
    >
      <div className={css.me}>
        <strong>{me.name}</strong>
        <span>{t(`role.${me.role}`)}</span>
        {agent && <span>{t('presence.busy', { count: presence.busy })}</span>}
      </div>
      {agent && <States me={me} reasons={reasons} onChange={change.mutate} />}
      {me.tenants.length > 1 && <Tenants me={me} />}
      <MenuGroup label={me.tenant.name}>
        {agent && (
          <MenuItem
            icon={<StateDot state="offline" />}
            current={presence.state === 'offline'}
            onClick={() => change.mutate({ state: 'offline' })}
          >
            {t('presence.offline')}
          </MenuItem>
        )}
        <MenuItem
          icon={<IconUserCircle size={16} aria-hidden="true" />}
          onClick={() => runCommand('account')}
        >
          {t('account.title')}
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

/** For whom else one works. */
function Tenants({ me }: { me: Me }) {
  const { t } = useTranslation();
  const go = useMutation({ mutationFn: switchTenant });
  return (
    <MenuGroup label={t('account.tenants')}>
      {me.tenants.map(({ id, name }) => (
        <MenuItem
          key={id}
          kind="menuitemradio"
          checked={id === me.tenant.id}
          icon={id === me.tenant.id && <IconCheck size={16} aria-hidden="true" />}
          onClick={() => id !== me.tenant.id && go.mutate(id)}
        >
          {name}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}

interface StatesProps {
  me: Me;
  reasons: PresenceReason[];
  onChange: (wish: PresenceWish) => void;
}

function States({ me: { presence }, reasons, onChange }: StatesProps) {
  const { t, i18n } = useTranslation();
  const inLanguage = (label: Localized) => label[i18n.language === 'it' ? 'it' : 'en'];
  return (
    <>
      <MenuItem
        icon={<StateDot state="available" />}
        current={presence.state === 'available'}
        onClick={() => onChange({ state: 'available' })}
      >
        {t('presence.available')}
      </MenuItem>
      <MenuGroup label={t('presence.reasons')}>
        {reasons.map((each) => (
          <MenuItem
            key={each.key}
            icon={<StateDot state="away" />}
            current={presence.reason === each.key}
            onClick={() => onChange({ state: 'away', reason: each.key })}
          >
            {inLanguage(each.label)}
          </MenuItem>
        ))}
        {reasons.length === 0 && (
          <MenuItem icon={<StateDot state="away" />} onClick={() => onChange({ state: 'away' })}>
            {t('presence.away')}
          </MenuItem>
        )}
      </MenuGroup>
    </>
  );
}

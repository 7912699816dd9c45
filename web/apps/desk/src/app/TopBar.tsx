import { useLive } from '@centralino/live/react.tsx';
import { Button } from '@mantine/core';
import { IconChecklist, IconFlask, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { definitionOf } from '../features/commands/definitions.ts';
import { Keys } from '../features/commands/Keys.tsx';
import { PresenceMenu } from '../features/presence/PresenceMenu.tsx';
import { SettingsMenu } from '../features/settings/SettingsMenu.tsx';
import css from './TopBar.module.css';

const PhoneButton = lazy(() => import('../features/phone/PhoneButton.tsx'));

export function TopBar({ demo, onPalette }: { demo: boolean; onPalette: () => void }) {
  const { t } = useTranslation();
  const tenant = useLive((state) => state.me.tenant.name);
  const wrapups = useLive((state) => state.wrapups);
  const telephone = useLive((state) => state.telephone);
  const first = wrapups[0];
  return (
    <header className={css.bar} data-region="top">
      <Button
        variant="default"
        className={css.search}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        onClick={onPalette}
      >
        <span className={css.searchText}>{t('palette.open')}</span>
        <span className={css.searchKeys}>
          <Keys keys={definitionOf('palette').keys ?? ''} />
        </span>
      </Button>
      <span className={css.tenant}>{tenant}</span>
      {demo && (
        <span className={css.demo} title={t('app.demo')}>
          <IconFlask size={16} aria-hidden="true" />
          <span className={css.demoLong}>{t('app.demo')}</span>
          <span className={css.demoShort}>Demo</span>
        </span>
      )}
      <span className={css.gap} />
      {first && (
        <Link
          to="/inbox/$conversationId"
          params={{ conversationId: first.conversation_id }}
          className={css.wrapups}
          aria-label={t('wrapup.waiting', { count: wrapups.length })}
        >
          <IconChecklist size={18} aria-hidden="true" />
          <span className="num">{wrapups.length}</span>
        </Link>
      )}
      {telephone && (
        <Suspense>
          <PhoneButton />
        </Suspense>
      )}
      <SettingsMenu />
      <PresenceMenu />
    </header>
  );
}

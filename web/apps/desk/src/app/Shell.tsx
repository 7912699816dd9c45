import { useLive } from '@centralino/live/react.tsx';
import { LiveRegions } from '@centralino/ui/announce.tsx';
import { preferences, setPreference, usePreferences } from '@centralino/ui/preferences.ts';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../features/commands/hub.ts';
import { useKeyboard } from '../features/commands/useKeyboard.ts';
import { replies } from '../features/conversation/replies.ts';
import { Offers } from '../features/offers/Offers.tsx';
import { signOut } from '../features/session/api.ts';
import { chooseLanguage } from '../features/settings/language.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { NavRail } from './NavRail.tsx';
import css from './Shell.module.css';
import { TopBar } from './TopBar.tsx';
import { usePageTitle } from './usePageTitle.ts';

const AccountDialog = lazy(() => import('../features/settings/AccountDialog.tsx'));
const MissedOffer = lazy(() => import('../features/offers/MissedOffer.tsx'));
const Palette = lazy(() => import('../features/commands/Palette.tsx'));
const Softphone = lazy(() => import('../features/phone/Softphone.tsx'));
const ShortcutSheet = lazy(() => import('../features/commands/ShortcutSheet.tsx'));

const walk = async (step: 1 | -1) =>
  (await import('../features/commands/regions.ts')).goToRegion(step);

type Open = 'palette' | 'shortcuts' | 'account' | undefined;

export function Shell() {
  const { t } = useTranslation();
  const me = useLive((state) => state.me);
  const missed = useLive((state) => state.lastOffer?.outcome === 'timed_out');
  const telephone = useLive((state) => state.telephone);
  const { density } = usePreferences();
  const [open, setOpen] = useState<Open>();
  useKeyboard();
  usePageTitle();
  useShellCommands(setOpen);

  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);

  const close = () => setOpen(undefined);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        {t('app.skip')}
      </a>
      <NavRail role={me.role} />
      <TopBar demo={me.tenant.demo} onPalette={() => setOpen('palette')} />
      <main className={css.main} id="content" tabIndex={-1} data-region="page">
        <ConnectionBanner />
        {telephone && (
          <Suspense>
            <Softphone />
          </Suspense>
        )}
        {missed && (
          <Suspense>
            <MissedOffer />
          </Suspense>
        )}
        <div className={css.page}>
          <Outlet />
        </div>
      </main>
      <Offers />
      <LiveRegions />
      <Suspense>
        {open === 'palette' && <Palette onClose={close} />}
        {open === 'account' && <AccountDialog onClose={close} />}
        {open === 'shortcuts' && <ShortcutSheet role={me.role} onClose={close} />}
      </Suspense>
    </div>
  );
}

function useShellCommands(setOpen: (open: Open) => void): void {
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const role = useLive((state) => state.me.role);
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const leads = role !== 'agent';

  useCommand('palette', () => setOpen('palette'));
  useCommand('shortcuts', () => setOpen('shortcuts'));
  useCommand('account', () => setOpen('account'));
  useCommand('nextRegion', () => walk(1));
  useCommand('previousRegion', () => walk(-1));
  useCommand('goInbox', () => navigate({ to: '/inbox' }));
  useCommand('goFloor', () => navigate({ to: '/floor' }), leads);
  useCommand('goReports', () => navigate({ to: '/reports' }), leads);
  useCommand('goAdmin', () => navigate({ to: '/admin' }), role === 'admin');
  useCommand('theme', () => setColorScheme(dark ? 'light' : 'dark'));
  useCommand('language', () => chooseLanguage(i18n.language === 'it' ? 'en' : 'it'));
  useCommand('toggleList', () => setPreference('listHidden', !preferences().listHidden));
  useCommand('signOut', async () => {
    await replies.release();
    await signOut().catch(() => {}); // A server that is gone must not keep anybody signed in on screen.
    await navigate({ to: '/signin', search: {} });
    queries.clear();
  });
}

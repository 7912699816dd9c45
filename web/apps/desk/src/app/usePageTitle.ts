import { useLive } from '@centralino/live/react.tsx';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const FLASH_MS = 1000;
const PLACES = ['floor', 'reports', 'admin'] as const;

/** The tab says how much is unread, and flashes while a customer rings. */
export function usePageTitle(): void {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const unread = useLive((state) =>
    state.conversations.reduce((sum, each) => sum + each.unread, 0),
  );
  const first = useLive((state) => state.offers[0]);
  const ringing = first !== undefined;
  const caller = first?.channel === 'voice' ? first.customer.name : undefined;
  const [flash, setFlash] = useState(false);

  useEffect(() => {
    if (!ringing) return setFlash(false);
    setFlash(true);
    const timer = setInterval(() => setFlash((on) => !on), FLASH_MS);
    return () => clearInterval(timer);
  }, [ringing]);

  useEffect(() => {
    const place = PLACES.find((each) => pathname.includes(`/${each}`)) ?? 'inbox';
    const page = t(`nav.${place}`);
    const count = unread > 0 ? `(${unread}) ` : '';
    const rings = caller ? t('offer.flashCall', { name: caller }) : t('offer.flash');
    document.title = flash ? `● ${rings}` : `${count}${page} – ${t('app.name')}`;
  }, [flash, caller, unread, pathname, t]);
}

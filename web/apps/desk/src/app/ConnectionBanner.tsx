import { useLiveStatus, useLiveStore } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ConnectionBanner.module.css';

/** A line that comes back at once is not worth a word. */
const QUIET_MS = 1000;

export function ConnectionBanner() {
  const { t } = useTranslation();
  const store = useLiveStore();
  const status = useLiveStatus();
  const down = status.kind === 'waiting' || status.kind === 'connecting';
  const [shown, setShown] = useState(false);
  const wasShown = useRef(false);
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    if (!down) return setShown(false);
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [down]);

  useEffect(() => {
    if (shown) announce(`${t('live.lost')} ${t('live.keepWriting')}`);
    else if (wasShown.current) announce(t('live.back'));
    wasShown.current = shown;
  }, [shown, t]);

  useEffect(() => {
    if (!shown) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [shown]);

  if (!shown) return null;
  const seconds =
    status.kind === 'waiting' ? Math.max(0, Math.ceil((status.retryAt - now) / 1000)) : 0;
  return (
    <section className={css.banner} aria-label={t('live.lost')}>
      <IconWifiOff size={18} aria-hidden="true" />
      <span className={`num ${css.text}`}>
        {t('live.lost')}{' '}
        {status.kind === 'waiting' ? t('live.retryIn', { count: seconds }) : t('live.connecting')}{' '}
        {t('live.keepWriting')}
      </span>
      <Button size="xs" variant="default" onClick={store.retryNow}>
        {t('live.retryNow')}
      </Button>
    </section>
  );
}

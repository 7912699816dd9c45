import { useLive, useLiveStore } from '@centralino/live/react.tsx';
import { announceNow } from '@centralino/ui/announce.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, CloseButton } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePresenceChange } from '../presence/api.ts';
import { NotReady } from '../presence/gate.ts';
import css from './Offers.module.css';

/** An offer that rang out turns its agent away. It says so until answered, with the way back beside it. */
export default function MissedOffer() {
  const { t } = useTranslation();
  const store = useLiveStore();
  const last = useLive((state) => state.lastOffer);
  const presence = useLive((state) => state.me.presence.state);
  const change = usePresenceChange();
  const missed = last?.outcome === 'timed_out' ? last.offer : undefined;
  const missedId = missed?.id;

  useEffect(() => {
    if (missedId) announceNow(t('offer.missedTitle'));
  }, [missedId, t]);

  if (!missed) return null;
  const dismiss = () => store.change(({ lastOffer: _, ...state }) => state);
  const away = presence !== 'available';
  const name = missed.customer.name;
  return (
    <section className={css.missed} aria-label={t('offer.missedTitle')}>
      <IconBellOff size={20} aria-hidden="true" />
      <div className={css.missedText}>
        <strong>{t('offer.missedTitle')}</strong>
        <p>{away ? t('offer.missedText', { name }) : t('offer.missedAvailable', { name })}</p>
        {change.isError && !(change.error instanceof NotReady) && (
          <ErrorNote error={change.error} />
        )}
      </div>
      {away && (
        <Button
          loading={change.isPending}
          onClick={() => change.mutate({ state: 'available' }, { onSuccess: dismiss })}
        >
          {t('offer.back')}
        </Button>
      )}
      <CloseButton aria-label={t('action.close')} onClick={dismiss} />
    </section>
  );
}

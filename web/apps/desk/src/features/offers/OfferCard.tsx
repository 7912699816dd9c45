import { isApiError, newKey } from '@centralino/api/client.ts';
import type { Offer } from '@centralino/api/types.ts';
import { useLiveStore, useServerNow } from '@centralino/live/react.tsx';
import { Avatar } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { ErrorNote, useErrorText } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconCheck, IconMessageCircle, IconPhoneIncoming, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { definitionOf } from '../commands/definitions.ts';
import { useCommand } from '../commands/hub.ts';
import { Keys } from '../commands/Keys.tsx';
import { acceptOffer, declineOffer } from './api.ts';
import { remaining } from './model.ts';
import css from './Offers.module.css';
import { WhyText } from './WhyText.tsx';

const REDRAW_MS = 250;

export default function OfferCard({ offer, hasKeys }: { offer: Offer; hasKeys: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const store = useLiveStore();
  const explain = useErrorText();
  const now = useServerNow(REDRAW_MS);
  const keys = useRef({ accept: newKey(), decline: newKey() });
  const { part, seconds } = remaining(offer, now);
  const voice = offer.channel === 'voice';
  const Channel = voice ? IconPhoneIncoming : IconMessageCircle;
  const waited = offer.waited_s + (now - Date.parse(offer.made_at)) / 1000;

  // The socket says the same a moment later; a card that stays after the answer looks like a failure.
  const drop = () =>
    store.change((state) => ({
      ...state,
      offers: state.offers.filter((each) => each.id !== offer.id),
    }));
  const accept = useMutation({
    mutationFn: () => acceptOffer(offer.id, keys.current.accept),
    onSuccess: ({ conversation_id }) => {
      drop();
      void navigate({
        to: '/inbox/$conversationId',
        params: { conversationId: conversation_id },
      });
    },
  });
  const decline = useMutation({
    mutationFn: () => declineOffer(offer.id, keys.current.decline),
    onSuccess: drop,
  });
  const busy = accept.isPending || decline.isPending;
  const error = accept.error ?? decline.error;
  const gone = isApiError(error) && [404, 409, 410].includes(error.status);

  useCommand('accept', () => accept.mutate(), hasKeys && !busy);
  useCommand('decline', () => decline.mutate(), hasKeys && !busy);

  return (
    <article className={css.card} aria-label={`${t('offer.title')}: ${offer.customer.name}`}>
      <div
        className={css.ring}
        role="progressbar"
        aria-label={t('offer.left', { count: seconds })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
        data-late={part < 0.25 || undefined}
      >
        <span style={{ transform: `scaleX(${part})` }} />
      </div>
      <header className={css.head}>
        <Avatar name={offer.customer.name} size={44} />
        <div className={css.who}>
          <p className={css.eyebrow}>{t(voice ? 'offer.callTitle' : 'offer.title')}</p>
          <h2>{offer.customer.name}</h2>
          <p className={css.sub}>
            <Channel size={14} aria-hidden="true" /> {offer.queue.name} ·{' '}
            <span className="num">{t('offer.waited', { time: clock(waited) })}</span>
          </p>
        </div>
        <span className={`num ${css.seconds}`} aria-hidden="true">
          {seconds}
        </span>
      </header>
      <blockquote className={css.quote} aria-label={t(voice ? 'offer.callQuote' : 'offer.quote')}>
        {offer.preview}
      </blockquote>
      <div className={css.why}>
        <h3>{t('offer.why')}</h3>
        <WhyText why={offer.why} />
      </div>
      {error !== null && (
        <ErrorNote
          text={gone ? t('offer.gone') : t('offer.failed', { detail: explain(error) })}
          error={error}
          onRetry={gone ? undefined : () => accept.mutate()}
        >
          {gone && (
            <Button size="xs" variant="default" onClick={drop}>
              {t('action.close')}
            </Button>
          )}
        </ErrorNote>
      )}
      <div className={css.actions}>
        <Button
          size="md"
          color="ok"
          leftSection={<IconCheck size={18} aria-hidden="true" />}
          loading={accept.isPending}
          disabled={decline.isPending}
          onClick={() => accept.mutate()}
        >
          {t('offer.accept')}
        </Button>
        <Button
          size="md"
          variant="default"
          leftSection={<IconX size={18} aria-hidden="true" />}
          loading={decline.isPending}
          disabled={accept.isPending}
          onClick={() => decline.mutate()}
        >
          {t('offer.decline')}
        </Button>
      </div>
      {hasKeys && (
        <p className={css.hints} aria-hidden="true">
          <Keys keys={definitionOf('accept').keys ?? ''} />
          <Keys keys={definitionOf('decline').keys ?? ''} />
        </p>
      )}
    </article>
  );
}

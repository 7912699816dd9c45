import type { Offer } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { announceNow } from '@centralino/ui/announce.tsx';
import { preferences } from '@centralino/ui/preferences.ts';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { chime } from './chime.ts';
import css from './Offers.module.css';
import { keepWhy } from './whyOf.ts';

// Fetched as soon as the shell stands, so that no offer ever waits for it.
const loadCard = () => import('./OfferCard.tsx');
const OfferCard = lazy(loadCard);
const CHIME_EVERY_MS = 3000;

function sound(): (() => void) | undefined {
  if (!preferences().sound) return undefined;
  chime();
  const timer = setInterval(chime, CHIME_EVERY_MS);
  return () => clearInterval(timer);
}

/** A call rings like a telephone, and is noted by the system while this page cannot be seen. */
function ringFor(offer: Offer, title: string): () => void {
  let stop = () => {};
  let over = false;
  void Promise.all([import('@centralino/phone/ring.ts'), import('../phone/notify.ts')]).then(
    ([{ ring }, { notify }]) => {
      if (over) return;
      const text = [offer.queue.name, offer.preview].filter(Boolean).join(': ');
      const close = notify({ title, text, tag: offer.id });
      const quiet = preferences().sound ? ring() : () => {};
      stop = () => {
        close();
        quiet();
      };
    },
  );
  return () => {
    over = true;
    stop();
  };
}

/** Every customer who rings for me, on whatever page I am. Keys act on the first. */
export function Offers() {
  const { t } = useTranslation();
  const offers = useLive((state) => state.offers);
  const first = offers[0];
  const firstId = first?.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per offer, not once per drawing.
  useEffect(() => {
    if (!first) return;
    announceNow(t('offer.announce', { name: first.customer.name, queue: first.queue.name }));
    return first.channel === 'voice'
      ? ringFor(first, t('offer.flashCall', first.customer))
      : sound();
  }, [firstId]);

  useEffect(() => {
    for (const offer of offers) keepWhy(offer.conversation_id, offer.why);
  }, [offers]);

  useEffect(() => void loadCard(), []);

  if (offers.length === 0) return null;
  return (
    <section className={css.stack} data-region="offers" aria-label={t('offer.title')}>
      <Suspense>
        {offers.map((offer, index) => (
          <OfferCard key={offer.id} offer={offer} hasKeys={index === 0} />
        ))}
      </Suspense>
    </section>
  );
}

import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Badge, type Tone } from '@centralino/ui/badges.tsx';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import {
  type Delivery,
  deliverAgain,
  deliveriesKey,
  fetchDeliveries,
  testWebhook,
  type Webhook,
} from './api.ts';

const TONES: Record<Delivery['state'], Tone> = { pending: 'info', done: 'ok', failed: 'bad' };
const LOOK_AGAIN_MS = 3000;

/** What a webhook was told, newest first, and what became of it. */
export function Deliveries({ hook }: { hook: Webhook }) {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const list = useInfiniteQuery({
    queryKey: deliveriesKey(hook.id),
    queryFn: ({ signal, pageParam }) => fetchDeliveries(hook.id, signal, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // While something is under way it changes without anybody asking.
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((each) => each.state === 'pending'))
        ? LOOK_AGAIN_MS
        : false,
  });
  const tell = useMutation({
    mutationFn: (delivery?: string) =>
      delivery ? deliverAgain(hook.id, delivery) : testWebhook(hook.id),
    onSuccess: async () => {
      await list.refetch();
      announce(t('webhooks.sent'));
    },
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <section className={css.card}>
      <div className={css.strip}>
        <h2>{t('webhooks.deliveries')}</h2>
        <span className={css.stripText} />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          onClick={() => list.refetch()}
        >
          {common('action.refresh')}
        </Button>
        <Button
          size="xs"
          leftSection={<IconSend size={16} aria-hidden="true" />}
          disabled={hook.state === 'paused'}
          loading={tell.isPending && tell.variables === undefined}
          onClick={() => tell.mutate(undefined)}
        >
          {t('webhooks.test')}
        </Button>
      </div>
      {tell.isError && <ErrorNote error={tell.error} />}
      {list.isError && <ErrorNote error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <Skeleton rows={3} height={40} />}
      {list.isSuccess && items.length === 0 && (
        <p className={css.quiet}>{t('webhooks.noDeliveries')}</p>
      )}
      {items.length > 0 && (
        <div
          className={css.scroll}
          role="region"
          aria-label={t('webhooks.deliveries')}
          tabIndex={0}
        >
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('webhooks.event')}</th>
                <th scope="col">{t('webhooks.state')}</th>
                <th scope="col">{t('webhooks.attempts')}</th>
                <th scope="col">{t('webhooks.problem')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {items.map((each) => (
                <Row key={each.id} delivery={each} onAgain={() => tell.mutate(each.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <div className={css.buttons}>
          <Button variant="default" size="xs" onClick={() => list.fetchNextPage()}>
            {common('action.showMore')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Row({ delivery, onAgain }: { delivery: Delivery; onAgain: () => void }) {
  const { t } = useTranslation('admin');
  const times = useTimes(useLive((state) => state.me.tenant.zone));
  const moment = delivery.next_at ?? delivery.over_at;
  const when = moment && `${times.dayMonth(moment)}, ${times.time(moment)}`;
  const event = t(`event.${delivery.event}`);
  return (
    <tr>
      <th scope="row">{event}</th>
      <td>
        <Badge tone={TONES[delivery.state]}>{t(`webhooks.states.${delivery.state}`)}</Badge>
        {when && (
          <span className={css.hint}>
            {delivery.state === 'pending' ? t('webhooks.next', { when }) : when}
          </span>
        )}
      </td>
      <td className="num">{delivery.attempts}</td>
      <td className={css.several}>
        {delivery.problem && <code lang="en">{delivery.problem}</code>}
      </td>
      <td className={css.end}>
        {delivery.state !== 'pending' && (
          <Button
            size="xs"
            variant="default"
            aria-label={`${t('webhooks.again')}: ${event}`}
            onClick={onAgain}
          >
            {t('webhooks.again')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/* A trunk as it is now: whether it is there, why not, when it is tried, and what of this hour's calls is left. */
import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { useAmountText, useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import css from '../admin/Admin.module.css';
import { moved } from '../admin/words.ts';
import {
  checkTrunk,
  orderTrunks,
  resetLimit,
  TELEPHONE,
  TRUNKS,
  type Trunk,
  type TrunkLive,
} from './api.ts';
import { MICROS, spentAnything, troubleOf } from './drafts.ts';
import { TrunkMark } from './TrunkMark.tsx';
import { useTelephone } from './useTelephone.ts';

export function TrunkState({ trunk, all }: { trunk: Trunk; all: readonly Trunk[] }) {
  const { t } = useTranslation('phone');
  const queries = useQueryClient();
  const times = useTimes(useLive((state) => state.me.tenant.zone));
  const telephone = useTelephone();
  const now = telephone.data?.trunks.find((each) => each.id === trunk.id);
  const look = () => queries.invalidateQueries({ queryKey: TELEPHONE.queryKey });
  const check = useMutation({ mutationFn: () => checkTrunk(trunk.id), onSuccess: look });
  const reset = useMutation({
    mutationFn: () => resetLimit(trunk.id),
    onSuccess: () => {
      announce(t('trunks.limitReset'));
      return look();
    },
  });
  if (telephone.isError) {
    return <ErrorNote error={telephone.error} onRetry={() => telephone.refetch()} />;
  }
  if (!now) return null;
  const trouble = now.enabled && now.state === 'down' ? troubleOf(now.detail) : undefined;
  return (
    <section className={css.card} aria-label={t('trunks.now')}>
      <div className={css.strip}>
        <TrunkMark trunk={now} />
        <p className={css.stripText}>
          {now.enabled && now.since && t('trunks.since', { time: times.time(now.since) })}{' '}
          {now.enabled && now.detail && <code>{now.detail}</code>}
        </p>
        {now.enabled && (
          <Button
            variant="default"
            loading={check.isPending}
            leftSection={<IconRefresh size={16} aria-hidden="true" />}
            onClick={() => check.mutate()}
          >
            {t('trunks.check')}
          </Button>
        )}
      </div>
      {trouble && <p className={css.quiet}>{t(`trunks.trouble.${trouble}`)}</p>}
      <div className={css.strip}>
        <Spending now={now} />
        {now.limit && spentAnything(now) && (
          <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
            {t('trunks.reset')}
          </Button>
        )}
      </div>
      {all.length > 1 && <Order trunk={trunk} all={all} />}
      {(check.isError || reset.isError) && <ErrorNote error={check.error ?? reset.error} />}
    </section>
  );
}

/** What went out, beside what may, and which limit holds it back. */
function Spending({ now }: { now: TrunkLive }) {
  const { t } = useTranslation('phone');
  const amount = useAmountText();
  const { currency = 'EUR', spending_per_day_max_micros: most } = now;
  return (
    <div className={css.stripText}>
      {now.limit && (
        <p>
          <strong>{t(`trunks.limit.${now.limit}`)}</strong>
        </p>
      )}
      <p>{t('trunks.calls', { count: now.calls_this_hour, max: now.calls_per_hour_max })}</p>
      <p>{t('trunks.minutes', { count: now.minutes_last_24h, max: now.minutes_per_day_max })}</p>
      {most !== undefined && (
        <p>
          {t('trunks.money', {
            spent: amount(now.spent_last_24h_micros / MICROS, currency),
            max: amount(most / MICROS, currency),
          })}
        </p>
      )}
    </div>
  );
}

/** The first that may carry a call is tried first, the next one when it cannot be reached. */
function Order({ trunk, all }: { trunk: Trunk; all: readonly Trunk[] }) {
  const { t } = useTranslation('phone');
  const queries = useQueryClient();
  const at = all.findIndex((each) => each.id === trunk.id);
  const move = useMutation({
    mutationFn: (step: 1 | -1) => orderTrunks(moved(all, at, step).map((each) => each.id)),
    onSuccess: (list) => queries.setQueryData(TRUNKS.queryKey, list),
  });
  return (
    <div className={css.strip}>
      <p className={css.stripText}>{t('trunks.place', { n: at + 1, of: all.length })}</p>
      <Button
        variant="default"
        disabled={at === 0 || move.isPending}
        leftSection={<IconArrowUp size={16} aria-hidden="true" />}
        onClick={() => move.mutate(-1)}
      >
        {t('trunks.sooner')}
      </Button>
      <Button
        variant="default"
        disabled={at === all.length - 1 || move.isPending}
        leftSection={<IconArrowDown size={16} aria-hidden="true" />}
        onClick={() => move.mutate(1)}
      >
        {t('trunks.later')}
      </Button>
    </div>
  );
}

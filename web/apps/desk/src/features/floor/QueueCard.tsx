import type { QueueLive } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { Badge, StateDot } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { usePercentText, useSpanText } from '@centralino/ui/texts.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactFilter } from '../reports/ContactsDialog.tsx';
import { dayIn } from '../reports/model.ts';
import { EstimateText } from './EstimateText.tsx';
import css from './Floor.module.css';
import { ServiceLevelFigure } from './ServiceLevelFigure.tsx';

interface Props {
  queue: QueueLive;
  onContacts: (filter: ContactFilter) => void;
}

export function QueueCard({ queue, onContacts }: Props) {
  const { t } = useTranslation();
  const span = useSpanText();
  const percent = usePercentText();
  const zone = useLive((state) => state.me.tenant.zone);
  const now = useServerNow(60_000);
  const { today, estimate } = queue;

  function contacts(label: string, exit?: string): void {
    const day = dayIn(zone, now);
    onContacts({ label: `${label}, ${queue.name}`, day, queue: queue.id, ...(exit && { exit }) });
  }
  const drill = (label: string, value: number, exit?: string) => (
    <button
      type="button"
      className={css.drill}
      aria-label={`${value}. ${t('floor.showContacts', { figure: label, queue: queue.name })}`}
      onClick={() => contacts(label, exit)}
    >
      {value}
    </button>
  );

  return (
    <article className={css.card} aria-labelledby={`name-${queue.id}`}>
      <header className={css.cardHead}>
        <h3 id={`name-${queue.id}`}>{queue.name}</h3>
        <Badge tone={queue.open ? 'ok' : 'plain'}>
          {t(queue.open ? 'floor.open' : 'floor.closed')}
        </Badge>
      </header>
      <dl className={css.big}>
        <Figure label={t('floor.waiting')} late={queue.waiting > 0}>
          {queue.waiting}
        </Figure>
        <Figure label={t('floor.longest')}>
          {queue.waiting > 0 ? clock(queue.longest_wait_s) : '–'}
        </Figure>
        <Figure label={t('floor.serviceLevel')}>
          <ServiceLevelFigure level={today.service_level} queueName={queue.name} />
        </Figure>
      </dl>
      <p className={css.estimate}>
        <span>{t('floor.estimate')}</span>
        <strong>
          <EstimateText estimate={estimate} />
        </strong>
      </p>
      <ul className={css.people}>
        <li>
          <StateDot state="available" /> {queue.agents_available}{' '}
          <span className={css.peopleWord}>{t('floor.available')}</span>
        </li>
        <li>
          <StateDot state="busy" /> {queue.agents_busy}{' '}
          <span className={css.peopleWord}>{t('floor.busy')}</span>
        </li>
        <li>
          <StateDot state="away" /> {queue.agents_away}{' '}
          <span className={css.peopleWord}>{t('floor.away')}</span>
        </li>
      </ul>
      <dl className={css.small}>
        <Figure label={t('floor.contactsOffered')}>
          {drill(t('floor.contactsOffered'), today.offered)}
        </Figure>
        <Figure label={t('floor.answered')}>
          {drill(t('floor.answered'), today.answered, 'answered')}
        </Figure>
        <Figure label={t('floor.abandoned')}>
          {drill(t('floor.abandoned'), today.abandoned, 'abandoned')}
        </Figure>
        <Figure label={t('floor.asa')}>{span(today.asa_s)}</Figure>
        <Figure label={t('floor.aht')}>{span(today.aht_s)}</Figure>
        <Figure label={t('floor.csat')}>
          {percent(today.csat.score_pct)}
          {today.csat.n > 0 && (
            <span className={css.sample}>
              {t('floor.between', {
                low: percent(today.csat.low_pct, 0),
                high: percent(today.csat.high_pct, 0),
              })}
              , {t('floor.csatN', { count: today.csat.n })}
            </span>
          )}
        </Figure>
      </dl>
    </article>
  );
}

function Figure(props: { label: string; late?: boolean; children: ReactNode }) {
  return (
    <div data-late={props.late || undefined}>
      <dt>{props.label}</dt>
      <dd className="num">{props.children}</dd>
    </div>
  );
}

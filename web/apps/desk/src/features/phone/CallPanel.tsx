/* A call in its conversation: what was learnt of the caller before, and the call itself as a card. */
import type { Call } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { useTimes } from '@centralino/ui/texts.ts';
import { IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { secondsOf } from './calls.ts';
import css from './Phone.module.css';
import { usePhoneTexts } from './usePhone.ts';

export default function CallPanel({ call }: { call: Call }) {
  const ready = usePhoneTexts();
  return ready ? <Panel call={call} /> : null;
}

function Panel({ call }: { call: Call }) {
  const { t } = useTranslation('phone');
  return (
    <section className={css.panel} aria-label={t('card.title')}>
      <Card call={call} />
      {call.known.length > 0 && (
        <dl className={css.known} aria-label={t('card.known')}>
          {call.known.map((each) => (
            <div key={each.name}>
              <dt>{each.name}</dt>
              <dd>{each.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Card({ call }: { call: Call }) {
  const { t } = useTranslation('phone');
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const Icon = call.direction === 'in' ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <div className={css.card}>
      <Icon size={20} aria-hidden="true" />
      <div className={css.cardText}>
        <p>
          <strong>{t(`card.${call.direction}`)}</strong>{' '}
          <span className="num">{call.number || t('card.hidden')}</span>
        </p>
        <p className={css.hint}>
          {t('card.line', { number: call.line_number })} · {times.time(call.started_at)}
          {call.hold_s_total > 0 && ` · ${t('card.held', { time: clock(call.hold_s_total) })}`}
        </p>
      </div>
      {call.state !== 'ended' && <Running call={call} />}
      <Badge tone={call.state === 'ended' ? 'plain' : 'ok'}>{t(`state.${call.state}`)}</Badge>
    </div>
  );
}

function Running({ call }: { call: Call }) {
  const now = useServerNow();
  return <span className="num">{clock(secondsOf(call, now))}</span>;
}

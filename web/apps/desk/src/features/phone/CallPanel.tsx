/* A call in its conversation: the call as a card, what was learnt of the caller before, how the talk went. */
import type { Call } from '@centralino/api/types.ts';
import { useLive, useServerNow } from '@centralino/live/react.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { useTimes } from '@centralino/ui/texts.ts';
import { IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { useTranslation } from 'react-i18next';
import { callQuery } from './api.ts';
import { secondsOf } from './calls.ts';
import Known from './Known.tsx';
import { Measured } from './Measured.tsx';
import css from './Phone.module.css';
import { useParty } from './party.ts';
import { usePhoneTexts } from './usePhone.ts';

export default function CallPanel({ id, call }: { id: string; call: Call | undefined }) {
  const ready = usePhoneTexts();
  // Once it is over the server's record of it stands in its place.
  const record = useQuery({ ...callQuery(id), enabled: !call });
  if (!ready) return null;
  if (call) return <Panel call={call} state={call.state} />;
  if (!record.data) return null;
  const { measures, greeted_late } = record.data;
  return (
    <Panel call={record.data} state="ended">
      {measures && <Measured measures={measures} late={greeted_late} />}
    </Panel>
  );
}

type Shown = Pick<
  Call,
  | 'direction'
  | 'number'
  | 'line_number'
  | 'relay'
  | 'web'
  | 'started_at'
  | 'answered_at'
  | 'hold_s_total'
  | 'known'
>;

interface Props {
  call: Shown;
  state: Call['state'];
}

function Panel({ call, state, children }: PropsWithChildren<Props>) {
  const { t } = useTranslation('phone');
  return (
    <section className={css.panel} aria-label={t('card.title')}>
      <Card call={call} state={state} />
      <Known values={Object.fromEntries(call.known.map((each) => [each.name, each.value]))} />
      {children}
    </section>
  );
}

function Card({ call, state }: Props) {
  const { t } = useTranslation('phone');
  const party = useParty();
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  const Icon = call.direction === 'in' ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <div className={css.card}>
      <Icon size={20} aria-hidden="true" />
      <div className={css.cardText}>
        <p>
          <strong>{t(call.web ? 'card.web' : `card.${call.direction}`)}</strong>{' '}
          <span className="num">{!call.web && party(call)}</span>
        </p>
        <p className={css.hint}>
          {call.line_number && `${t('card.line', { number: call.line_number })} · `}
          {times.time(call.started_at)}
          {call.hold_s_total > 0 && ` · ${t('card.held', { time: clock(call.hold_s_total) })}`}
        </p>
        {call.relay && <p>{t('card.relay')}</p>}
      </div>
      {state !== 'ended' && <Running call={call} />}
      <Badge tone={state === 'ended' ? 'plain' : 'ok'}>{t(`state.${state}`)}</Badge>
    </div>
  );
}

function Running({ call }: { call: Shown }) {
  const now = useServerNow();
  return <span className="num">{clock(secondsOf(call, now))}</span>;
}

/* How a talk went, by who spoke when: beside the call once it is over. */
import { Badge } from '@centralino/ui/badges.tsx';
import { usePercentText, useSpanText } from '@centralino/ui/texts.ts';
import { useTranslation } from 'react-i18next';
import type { CallRecord } from './api.ts';
import css from './Phone.module.css';

interface Props {
  measures: NonNullable<CallRecord['measures']>;
  late: boolean;
}

export function Measured({ measures, late }: Props) {
  const { t } = useTranslation('phone');
  const span = useSpanText();
  const percent = usePercentText();
  const greeting = measures.greeting_s ?? undefined;
  const share = measures.agent_share ?? undefined;
  const figures: [string, string][] = [
    [t('measured.talk'), span(measures.talk_s)],
    [t('measured.greeting'), span(greeting)],
    [t('measured.share'), percent(share === undefined ? undefined : share * 100, 0)],
    [t('measured.byAgent'), String(measures.agent_interruptions)],
    [t('measured.byCustomer'), String(measures.customer_interruptions)],
    [t('measured.monologue'), span(measures.longest_monologue_s)],
    [t('measured.silence'), span(measures.longest_silence_s)],
    [t('measured.deadAir'), span(measures.dead_air_s)],
  ];
  return (
    <details className={css.measured}>
      <summary>
        <strong>{t('measured.title')}</strong>{' '}
        <span className="num">
          {span(measures.talk_s)}
          {share !== undefined && ` · ${t('measured.ofAgent', { share: percent(share * 100, 0) })}`}
        </span>{' '}
        {late && (
          <Badge tone="warn">
            {t(greeting === undefined ? 'measured.never' : 'measured.late')}
          </Badge>
        )}
      </summary>
      <dl className={css.known} aria-label={t('measured.title')}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css.hint}>{t('measured.how')}</p>
    </details>
  );
}

/* How agents and customers talked with each other on the telephone: by queue, agent or day. */
import type { TalkBy, TalkRow } from '@centralino/api/reports.ts';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { usePercentText, useSpanText, useTimes } from '@centralino/ui/texts.ts';
import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchTalk } from './api.ts';
import type { Period } from './More.tsx';
import css from './Reports.module.css';

const BY: TalkBy[] = ['queue', 'agent', 'day'];

const COLUMNS = [
  'calls',
  'greeting_s',
  'late_greetings',
  'agent_share_pct',
  'agent_interruptions',
  'customer_interruptions',
  'longest_monologue_s',
  'dead_air_s',
  'hold_s',
  'hold_s_total',
] as const;

export function Talk({ from, to, queue, zone }: Period) {
  const { t } = useTranslation('reports');
  const times = useTimes(zone);
  const [by, setBy] = useState<TalkBy>('queue');
  const report = useQuery({
    queryKey: ['talk', from, to, queue, by],
    queryFn: ({ signal }) => fetchTalk({ from, to, queue, by }, signal),
    placeholderData: keepPreviousData,
  });
  // The server names days as it counts them; people read them otherwise.
  const nameOf = (row: TalkRow) =>
    report.data?.by === 'day' ? times.date(`${row.key}T12:00:00Z`) : row.name;
  return (
    <section className={css.retention} aria-labelledby="talk">
      <h2 id="talk">{t('talk.title')}</h2>
      <p className={css.explained}>{t('talk.lead')}</p>
      <NativeSelect
        className={css.window ?? ''}
        label={t('talk.by')}
        value={by}
        onChange={(event) => setBy(event.currentTarget.value as TalkBy)}
        data={BY.map((value) => ({ value, label: t(`talk.${value}`) }))}
      />
      {report.isError && <ErrorNote error={report.error} onRetry={() => report.refetch()} />}
      {report.isPending && <Skeleton rows={4} height={36} />}
      {report.data &&
        (report.data.total.calls === 0 ? (
          <p className={css.explained}>{t('talk.none')}</p>
        ) : (
          <div className={css.scroll} role="group" aria-label={t('talk.title')} tabIndex={0}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{t(`talk.${report.data.by}`)}</th>
                  {COLUMNS.map((column) => (
                    <th key={column} scope="col" data-num="">
                      {t(`talk.column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {report.data.rows.map((row) => (
                  <Row key={row.key} name={nameOf(row)} row={row} />
                ))}
              </tbody>
              <tfoot>
                <Row name={t('total')} row={report.data.total} />
              </tfoot>
            </table>
          </div>
        ))}
    </section>
  );
}

function Row({ name, row }: { name: string; row: TalkRow }) {
  const { i18n } = useTranslation();
  const span = useSpanText();
  const percent = usePercentText();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  function text(column: (typeof COLUMNS)[number]): string {
    const value = row[column];
    if (value === undefined || value === null) return '–';
    if (column.endsWith('_pct')) return percent(value);
    return /_s(_total)?$/.test(column) ? span(value) : number.format(value);
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      {COLUMNS.map((column) => (
        <td key={column} data-num="">
          {text(column)}
        </td>
      ))}
    </tr>
  );
}

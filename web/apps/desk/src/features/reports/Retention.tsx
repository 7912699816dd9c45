import type { Returned } from '@centralino/api/reports.ts';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { usePercentText } from '@centralino/ui/texts.ts';
import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchRetention } from './api.ts';
import css from './Reports.module.css';

const WINDOWS = [30, 60, 90, 180, 365];

/** Who bought again, against how they were served. */
export function Retention({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation('reports');
  const [days, setDays] = useState(90);
  const report = useQuery({
    queryKey: ['retention', from, to, days],
    queryFn: ({ signal }) => fetchRetention({ from, to, window_days: days }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <section className={css.retention} aria-labelledby="retention">
      <h2 id="retention">{t('retention.title')}</h2>
      <p className={css.explained}>{t('retention.lead')}</p>
      <NativeSelect
        className={css.window ?? ''}
        label={t('retention.window')}
        value={String(days)}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
        data={WINDOWS.map((count) => ({
          value: String(count),
          label: t('retention.days', { count }),
        }))}
      />
      {report.isError && <ErrorNote error={report.error} onRetry={() => report.refetch()} />}
      {report.isPending && <Skeleton rows={4} height={36} />}
      {report.data && (
        <>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('retention.served')}</th>
                <th scope="col" data-num="">
                  {t('retention.customers')}
                </th>
                <th scope="col" data-num="">
                  {t('retention.returned')}
                </th>
                <th scope="col" data-num="">
                  {t('retention.share')}
                </th>
              </tr>
            </thead>
            <tbody>
              <Row name={t('retention.in_time')} group={report.data.by_service.in_time} />
              <Row name={t('retention.late')} group={report.data.by_service.late} />
              <Row name={t('retention.unanswered')} group={report.data.by_service.unanswered} />
            </tbody>
            <tfoot>
              <Row name={t('total')} group={report.data.all} />
            </tfoot>
          </table>
          {report.data.too_early > 0 && (
            <p className={css.explained}>
              {t('retention.tooEarly', { count: report.data.too_early })}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Row({ name, group }: { name: string; group: Returned }) {
  const percent = usePercentText();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-num="">{group.customers}</td>
      <td data-num="">{group.returned}</td>
      <td data-num="">{percent(group.share_pct)}</td>
    </tr>
  );
}

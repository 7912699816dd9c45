/* What contacts were about, how they came, and what each cost. */
import type { TopicBy, TopicRow } from '@centralino/api/reports.ts';
import { ErrorNote, Skeleton } from '@centralino/ui/states.tsx';
import { usePercentText, useSpanText } from '@centralino/ui/texts.ts';
import { NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchTopics } from './api.ts';
import { centsOf, changePct } from './model.ts';
import css from './Reports.module.css';

const BY: TopicBy[] = ['outcome', 'channel', 'queue'];
const WINDOWS = [1, 3, 7, 14, 30];
/** What an hour costs is nobody else's business: it stays in the browser. */
const COST_KEPT = 'centralino.hourCost';

export function Topics({ from, to }: { from: string; to: string }) {
  const { t, i18n } = useTranslation('reports');
  const [by, setBy] = useState<TopicBy>('outcome');
  const [days, setDays] = useState(7);
  const [cost, setCost] = useState(() => localStorage.getItem(COST_KEPT) ?? '');
  const cents = centsOf(cost);
  const report = useQuery({
    queryKey: ['topics', from, to, by, days, cents],
    queryFn: ({ signal }) =>
      fetchTopics({ from, to, by, window_days: days, cost_per_hour: cents }, signal),
    placeholderData: keepPreviousData,
  });
  const language = i18n.language === 'it' ? 'it' : 'en';
  return (
    <section className={css.retention} aria-labelledby="topics">
      <h2 id="topics">{t('topics.title')}</h2>
      <p className={css.explained}>{t('topics.lead')}</p>
      <div className={css.filters}>
        <NativeSelect
          label={t('topics.by')}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value as TopicBy)}
          data={BY.map((value) => ({ value, label: t(`topics.${value}`) }))}
        />
        <NativeSelect
          label={t('topics.window')}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={WINDOWS.map((count) => ({
            value: String(count),
            label: t('topics.days', { count }),
          }))}
        />
        <TextInput
          label={t('topics.cost')}
          description={t('topics.costHint')}
          inputMode="decimal"
          value={cost}
          error={cost !== '' && cents === undefined && t('topics.badCost')}
          onChange={(event) => {
            setCost(event.currentTarget.value);
            localStorage.setItem(COST_KEPT, event.currentTarget.value);
          }}
        />
      </div>
      {report.isError && <ErrorNote error={report.error} onRetry={() => report.refetch()} />}
      {report.isPending && <Skeleton rows={4} height={36} />}
      {report.data &&
        (report.data.total.contacts + report.data.total.contacts_before === 0 ? (
          <p className={css.explained}>{t('topics.none')}</p>
        ) : (
          <>
            <div className={css.scroll} role="group" aria-label={t('topics.title')} tabIndex={0}>
              <table className={css.table}>
                <thead>
                  <tr>
                    <th scope="col">{t(`topics.${report.data.by}`)}</th>
                    {(['contacts', 'change', 'aht', 'work', 'cost', 'first'] as const)
                      .filter((column) => column !== 'cost' || cents !== undefined)
                      .map((column) => (
                        <th key={column} scope="col" data-num="">
                          {t(`topics.column.${column}`)}
                        </th>
                      ))}
                  </tr>
                </thead>
                <tbody>
                  {report.data.rows.map((row) => (
                    <Row
                      key={row.key}
                      name={row.label[language]}
                      row={row}
                      costs={cents !== undefined}
                    />
                  ))}
                </tbody>
                <tfoot>
                  <Row name={t('total')} row={report.data.total} costs={cents !== undefined} />
                </tfoot>
              </table>
            </div>
            {report.data.total.too_early > 0 && (
              <p className={css.explained}>
                {t('topics.tooEarly', { count: report.data.total.too_early })}
              </p>
            )}
          </>
        ))}
    </section>
  );
}

interface RowProps {
  name: string;
  row: TopicRow;
  costs: boolean;
}

function Row({ name, row, costs }: RowProps) {
  const { t, i18n } = useTranslation('reports');
  const span = useSpanText();
  const percent = usePercentText();
  const money = new Intl.NumberFormat(i18n.language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const change = changePct(row.contacts, row.contacts_before);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-num="">{row.contacts}</td>
      <td data-num="">
        {change === undefined
          ? row.contacts > 0
            ? t('topics.fresh')
            : percent(undefined)
          : `${change > 0 ? '+' : ''}${percent(change, 0)}`}
      </td>
      <td data-num="">{span(row.aht_s)}</td>
      <td data-num="">{span(row.work_s)}</td>
      {costs && (
        <td data-num="">
          {row.cost === undefined || row.cost === null
            ? percent(undefined)
            : money.format(row.cost / 100)}
        </td>
      )}
      <td data-num="">
        {percent(row.first_contact_pct)}
        {row.judged > 0 && (
          <span className={css.none}> {t('topics.judged', { count: row.judged })}</span>
        )}
      </td>
    </tr>
  );
}

import type { Figures, IntervalReport } from '@centralino/api/reports.ts';
import { usePercentText, useSpanText, useTimes } from '@centralino/ui/texts.ts';
import { useTranslation } from 'react-i18next';
import type { ContactFilter } from './ContactsDialog.tsx';
import { COLUMNS, type Column, withoutQuietEnds } from './model.ts';
import css from './Reports.module.css';

interface Props {
  report: IntervalReport;
  zone: string;
  onContacts: (filter: ContactFilter) => void;
}

export function IntervalTable({ report, zone, onContacts }: Props) {
  const { t } = useTranslation();
  const span = useSpanText();
  const percent = usePercentText();
  const times = useTimes(zone);
  const daily = report.step === '1d';
  // The report ends at the midnight after its last day.
  const lastDay = new Date(Date.parse(report.to) - 1).toISOString();
  const severalDays = times.dayKey(report.from) !== times.dayKey(lastDay);
  function hours({ start, end }: { start: string; end: string }): string {
    const day = severalDays ? `${times.dayMonth(start)}, ` : '';
    return `${day}${times.time(start)} – ${times.time(end)}`;
  }

  function cell(column: Column, row: Figures, from: string, to: string) {
    if (column.kind === 'csat') {
      const { score_pct, low_pct, high_pct, n } = row.csat;
      if (n === 0) return <NoData />;
      return (
        <>
          {percent(score_pct)}
          <span className={css.sample}>
            {t('floor.between', { low: percent(low_pct, 0), high: percent(high_pct, 0) })},{' '}
            {t('floor.csatN', { count: n })}
          </span>
        </>
      );
    }
    if (column.kind !== 'count') {
      const figure = column.value(row);
      if (figure === null) return <NoData />;
      return column.kind === 'percent' ? percent(figure) : span(figure);
    }
    const { exit, label: name } = column;
    const value = column.value(row);
    if (value === 0) return <span className={css.none}>0</span>;
    if (exit === undefined) return value;
    const label = t(`reports.${name}`);
    return (
      <button
        type="button"
        className={css.drill}
        aria-label={`${value}. ${t('contacts.title')}: ${label}`}
        onClick={() =>
          onContacts({ label, from, to, queue: report.queue, ...(exit ? { exit } : {}) })
        }
      >
        {value}
      </button>
    );
  }

  return (
    <div className={css.scroll} role="region" aria-label={t('reports.title')} tabIndex={0}>
      <table className={css.table}>
        <caption>
          {t('reports.caption', {
            from: times.date(report.from),
            to: times.date(lastDay),
          })}
          . {t('reports.zone', { zone })}.
        </caption>
        <thead>
          <tr>
            <th scope="col" className={css.sticky}>
              {t('reports.interval')}
            </th>
            {COLUMNS.map((column) => (
              <th key={column.label} scope="col" data-num="">
                {t(`reports.${column.label}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {withoutQuietEnds(report.rows).map((row) => (
            <tr key={row.start}>
              <th scope="row" className={css.sticky}>
                <time dateTime={row.start} title={times.full(row.start)}>
                  {daily ? times.date(row.start) : hours(row)}
                </time>
              </th>
              {COLUMNS.map((column) => (
                <td key={column.label} data-num="">
                  {cell(column, row, row.start, row.end)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={css.sticky}>
              {t('reports.total')}
            </th>
            {COLUMNS.map((column) => (
              <td key={column.label} data-num="">
                {cell(column, report.total, report.from, report.to)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** In a table of many, a dash; the words for who listens. */
function NoData() {
  const { t } = useTranslation();
  return (
    <span className={css.none}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{t('state.none')}</span>
    </span>
  );
}

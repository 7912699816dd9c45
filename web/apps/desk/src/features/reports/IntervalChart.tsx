/* Bars drawn as plain SVG: offered behind, answered in front. The table below says the same in numbers. */
import type { IntervalRow } from '@centralino/api/reports.ts';
import { useTimes } from '@centralino/ui/texts.ts';
import { useTranslation } from 'react-i18next';
import css from './Reports.module.css';

const HEIGHT = 160;
const WIDTH = 1200;
const NARROWEST = 14;
const WIDEST = 44;
const GAP = 8;
const LABEL_EVERY_PX = 72;

export function IntervalChart({ rows, zone }: { rows: IntervalRow[]; zone: string }) {
  const { t } = useTranslation();
  const times = useTimes(zone);
  const top = Math.max(1, ...rows.map((row) => row.offered));
  const share = Math.floor(WIDTH / Math.max(1, rows.length)) - GAP;
  const bar = Math.min(WIDEST, Math.max(NARROWEST, share));
  const width = rows.length * (bar + GAP);
  const every = Math.ceil(LABEL_EVERY_PX / (bar + GAP));
  const scale = (value: number) => (value / top) * (HEIGHT - 24);
  return (
    <figure className={css.chart}>
      <figcaption>
        {t('reports.chart')}
        <span className={css.legend}>
          <i data-series="offered" /> {t('reports.offered')}
          <i data-series="answered" /> {t('reports.answered')}
        </span>
      </figcaption>
      <div className={css.bars} tabIndex={0} role="region" aria-label={t('reports.chart')}>
        <svg
          width={width}
          height={HEIGHT + 24}
          viewBox={`0 0 ${width} ${HEIGHT + 24}`}
          role="img"
          aria-label={t('reports.chart')}
        >
          <line x1="0" x2={width} y1={HEIGHT} y2={HEIGHT} stroke="var(--line-strong)" />
          {rows.map((row, index) => {
            const x = index * (bar + GAP) + GAP / 2;
            return (
              <g key={row.start}>
                <title>
                  {`${times.time(row.start)}: ${t('reports.offered')} ${row.offered}, ${t('reports.answered')} ${row.answered}`}
                </title>
                <rect
                  className={css.offered}
                  x={x}
                  y={HEIGHT - scale(row.offered)}
                  width={bar}
                  height={scale(row.offered)}
                  rx="3"
                />
                <rect
                  className={css.answered}
                  x={x}
                  y={HEIGHT - scale(row.answered)}
                  width={bar}
                  height={scale(row.answered)}
                  rx="3"
                />
                {row.offered > 0 && (
                  <text x={x + bar / 2} y={HEIGHT - scale(row.offered) - 6} textAnchor="middle">
                    {row.offered}
                  </text>
                )}
                {index % every === 0 && (
                  <text x={x} y={HEIGHT + 18}>
                    {times.time(row.start)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

/* Bars drawn as plain SVG: offered behind, answered in front. The table below says the same in numbers. */
import type { IntervalRow } from '@centralino/api/reports.ts';
import { useTimes } from '@centralino/ui/texts.ts';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Reports.module.css';

const HEIGHT = 160;
const NARROWEST_CELL = 22;
const WIDEST_BAR = 56;
const GAP = 8;
const LABEL_PX = 64;

interface Props {
  rows: IntervalRow[];
  zone: string;
  /** One bar a day: the days are named, not the midnights. */
  daily: boolean;
}

export function IntervalChart({ rows, zone, daily }: Props) {
  const { t } = useTranslation();
  const times = useTimes(zone);
  const top = Math.max(1, ...rows.map((row) => row.offered));
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const cell = Math.max(NARROWEST_CELL, room / Math.max(1, rows.length));
  const bar = Math.min(WIDEST_BAR, cell - GAP);
  const width = rows.length * cell;
  const every = Math.ceil(LABEL_PX / cell);
  const name = (at: string) => (daily ? times.dayMonth(at) : times.time(at));
  // Where another day begins among the labels, it is named instead of the hour.
  const label = (index: number) => {
    const at = rows[index]?.start ?? '';
    const before = rows[index - every]?.start ?? rows[0]?.start ?? at;
    return times.dayKey(at) === times.dayKey(before) ? name(at) : times.dayMonth(at);
  };
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
      <div
        ref={frame}
        className={css.bars}
        tabIndex={0}
        role="region"
        aria-label={t('reports.chart')}
      >
        <svg
          width={width}
          height={HEIGHT + 24}
          viewBox={`0 0 ${width} ${HEIGHT + 24}`}
          role="img"
          aria-label={t('reports.chart')}
        >
          <line x1="0" x2={width} y1={HEIGHT} y2={HEIGHT} stroke="var(--line-strong)" />
          {rows.map((row, index) => {
            const middle = (index + 0.5) * cell;
            const x = middle - bar / 2;
            return (
              <g key={row.start}>
                <title>
                  {`${name(row.start)}: ${t('reports.offered')} ${row.offered}, ${t('reports.answered')} ${row.answered}`}
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
                  <text x={middle} y={HEIGHT - scale(row.offered) - 6} textAnchor="middle">
                    {row.offered}
                  </text>
                )}
                {index % every === 0 && (
                  <text
                    x={index === 0 ? x : middle}
                    y={HEIGHT + 18}
                    textAnchor={index === 0 ? 'start' : 'middle'}
                  >
                    {label(index)}
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

/** How wide an element is now, 0 before the first drawing. */
function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [frame]);
  return width;
}

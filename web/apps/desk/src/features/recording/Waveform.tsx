/* Both sides of a recording as bars, one above the other; where one clicks, or the keys lead, it goes on. */
import { clock } from '@centralino/ui/duration.ts';
import { type CSSProperties, type PointerEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bars, type Peak, type Region, seekBy } from './model.ts';
import css from './Recording.module.css';

const BARS = 180;
const HEIGHT = 40;

interface Props {
  peaks: readonly Peak[];
  silences: readonly Region[];
  length: number;
  at: number;
  onSeek: (seconds: number) => void;
}

export function Waveform({ peaks, silences, length, at, onSeek }: Props) {
  const { t } = useTranslation('phone');
  const part = length > 0 ? Math.min(1, at / length) : 0;

  function seek(event: PointerEvent<HTMLElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - left) / width) * length);
  }

  return (
    <div className={css.wave} style={{ '--part': part } as CSSProperties}>
      <span className={css.side}>{t('recorded.customer')}</span>
      <span className={css.side}>{t('recorded.agent')}</span>
      <div
        className={css.track}
        role="slider"
        tabIndex={0}
        aria-label={t('recorded.position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(length)}
        aria-valuenow={Math.round(at)}
        aria-valuetext={t('recorded.positionOf', { at: clock(at), length: clock(length) })}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && seek(event)}
        onKeyDown={(event) => {
          const to = seekBy(event.key, at, length);
          if (to === undefined) return;
          event.preventDefault();
          onSeek(to);
        }}
      >
        {silences.map((each) => (
          <span
            key={each.fromMs}
            className={css.silence}
            data-why={each.why}
            style={{
              insetInlineStart: `${each.fromMs / length / 10}%`,
              width: `${(each.toMs - each.fromMs) / length / 10}%`,
            }}
          />
        ))}
        <Bars peaks={peaks} />
        <div className={css.played} aria-hidden="true">
          <Bars peaks={peaks} />
        </div>
        <span className={css.needle} aria-hidden="true" />
      </div>
    </div>
  );
}

/** Drawn once; what was played is the same drawing in another colour, cut off. */
function Bars({ peaks }: { peaks: readonly Peak[] }) {
  const paths = useMemo(
    () =>
      (['left', 'right'] as const).map((side) =>
        bars(
          peaks.map((each) => each[side]),
          BARS,
        )
          .map((level, x) => {
            const half = Math.max(0.5, (level * (HEIGHT - 4)) / 2);
            return `M${x + 0.5} ${HEIGHT / 2 - half}v${2 * half}`;
          })
          .join(''),
      ),
    [peaks],
  );
  return paths.map((path, side) => (
    <svg
      // biome-ignore lint/suspicious/noArrayIndexKey: two sides that never change places.
      key={side}
      className={css.bars}
      viewBox={`0 0 ${BARS} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  ));
}

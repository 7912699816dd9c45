import css from './Sounds.module.css';

const HEIGHT = 28;

/** The shape of a sound; how long it is and what is said stand beside it. */
export function Waveform({ peaks }: { peaks: readonly number[] }) {
  const path = peaks
    .map((peak, at) => {
      const half = Math.max(0.5, (peak * HEIGHT) / 2);
      return `M${at * 2 + 1} ${HEIGHT / 2 - half}v${half * 2}`;
    })
    .join('');
  return (
    <svg
      className={css.wave}
      viewBox={`0 0 ${peaks.length * 2} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

/* Small marks. Colour never speaks alone: each carries its word or a shape. */
import type { ReactNode } from 'react';
import css from './badges.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'accent' | 'plain';

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={css.badge} data-tone={tone}>
      {children}
    </span>
  );
}

/** Full for available, hollow for away, a bar for busy: readable without colour. */
export function StateDot({ state }: { state: string }) {
  return <span className={css.dot} data-state={state} aria-hidden="true" />;
}

export function Key({ children }: { children: ReactNode }) {
  return <kbd className={css.key}>{children}</kbd>;
}

export function Avatar({ name, size = 36 }: { name: string; size?: number }) {
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
  return (
    <span className={css.avatar} style={{ width: size, height: size }} aria-hidden="true">
      {initials || '?'}
    </span>
  );
}

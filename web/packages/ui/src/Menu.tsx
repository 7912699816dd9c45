/*
 * A menu under a button: arrows, Home, End and first letters move, Escape and Tab close it. It hangs from its
 * button, and moves aside where it would stick out of the window.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import css from './Menu.module.css';

export interface TriggerProps {
  'aria-haspopup': 'menu';
  'aria-expanded': boolean;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

interface Props {
  label: string;
  opened: boolean;
  onChange: (opened: boolean) => void;
  trigger: (props: TriggerProps) => ReactNode;
  children: ReactNode;
}

/** Between a menu and the window's edge, in pixels. */
const MARGIN = 8;
const ITEMS = '[role^="menuitem"]:not([aria-disabled="true"])';

export function Menu({ label, opened, onChange, trigger, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];

  useLayoutEffect(() => {
    const left = menu.current?.getBoundingClientRect().left ?? MARGIN;
    if (left < MARGIN) menu.current?.style.setProperty('margin-inline-end', `${left - MARGIN}px`);
  }, [opened]);

  useEffect(() => {
    if (!opened) return;
    const found = [...(menu.current?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
    (found.find((each) => each.getAttribute('aria-current')) ?? found[0])?.focus();
    function onPointerDown(event: PointerEvent): void {
      if (!root.current?.contains(event.target as Node)) onChange(false);
    }
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [opened, onChange]);

  function close(): void {
    onChange(false);
    root.current?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const list = items();
    const at = list.indexOf(document.activeElement as HTMLElement);
    const next =
      event.key === 'ArrowDown'
        ? list[(at + 1) % list.length]
        : event.key === 'ArrowUp'
          ? list.at(at - 1)
          : event.key === 'Home'
            ? list[0]
            : event.key === 'End'
              ? list.at(-1)
              : byLetter(list, at, event.key);
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') onChange(false);
  }

  return (
    <div className={css.root} ref={root}>
      {trigger({
        'aria-haspopup': 'menu',
        'aria-expanded': opened,
        onClick: () => onChange(!opened),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          onChange(true);
        },
      })}
      {opened && (
        <div
          ref={menu}
          className={css.menu}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            const item = (event.target as Element).closest('[role^="menuitem"]');
            if (item?.getAttribute('role') === 'menuitem') close();
          }}
        >
          {children}
        </div>
      )}
    </div>
  );
}

function byLetter(list: HTMLElement[], at: number, key: string): HTMLElement | undefined {
  if (key.length !== 1 || key === ' ') return undefined;
  const turned = [...list.slice(at + 1), ...list.slice(0, at + 1)];
  return turned.find((each) =>
    each.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()),
  );
}

interface ItemProps {
  children: ReactNode;
  onClick: () => void;
  icon?: ReactNode;
  /** Makes it a choice that stays open: one of several, or on and off. */
  kind?: 'menuitem' | 'menuitemradio' | 'menuitemcheckbox';
  checked?: boolean;
  current?: boolean;
  lang?: string;
}

export function MenuItem({ kind = 'menuitem', checked, current, icon, ...rest }: ItemProps) {
  const { children, ...button } = rest;
  const state = kind === 'menuitem' ? {} : { 'aria-checked': checked === true };
  return (
    <button
      type="button"
      className={css.item}
      role={kind}
      tabIndex={-1}
      {...state}
      aria-current={current ? 'true' : undefined}
      {...button}
    >
      <span className={css.icon}>{icon}</span>
      {children}
    </button>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className={css.group}>
      <div className={css.label} aria-hidden="true">
        {label}
      </div>
      {children}
    </div>
  );
}

/*
 * A dialog over the page. Not the browser's own <dialog>: that one makes the rest of the page inert, and an
 * offer that rings must be seen, heard and clicked even while a dialog is open.
 */
import { CloseButton } from '@mantine/core';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import css from './Dialog.module.css';

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  width?: number;
  /** Without the bar: the title is then only spoken. */
  bare?: boolean;
}

export function Dialog({ title, onClose, children, width = 480, bare = false }: Props) {
  const { t } = useTranslation();
  const titleId = useId();
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const before = document.activeElement;
    const first =
      box.current?.querySelector<HTMLElement>('[data-autofocus]') ?? box.current ?? undefined;
    first?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  // A button that is busy is disabled and loses the focus to the page: keys still mean this dialog.
  useEffect(() => {
    function onLost(event: globalThis.KeyboardEvent): void {
      if (document.activeElement !== document.body) return;
      if (event.key === 'Escape') onClose();
      if (event.key !== 'Tab') return;
      event.preventDefault();
      box.current?.focus();
    }
    document.addEventListener('keydown', onLost);
    return () => document.removeEventListener('keydown', onLost);
  }, [onClose]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
    if (event.key !== 'Tab' || !box.current) return;
    const inside = [...box.current.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (each) => each.offsetParent !== null,
    );
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    const other = event.shiftKey ? inside.at(-1) : inside[0];
    if (document.activeElement === edge || document.activeElement === box.current) {
      event.preventDefault();
      other?.focus();
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the dialog only repeats Escape.
    <div
      className={css.shade}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div
        ref={box}
        className={css.box}
        style={{ maxWidth: width }}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {bare ? (
          <h2 id={titleId} className="visually-hidden">
            {title}
          </h2>
        ) : (
          <div className={css.head}>
            <h2 id={titleId}>{title}</h2>
            <CloseButton aria-label={t('action.close')} onClick={onClose} />
          </div>
        )}
        {bare ? (
          children
        ) : (
          <div className={css.body} tabIndex={0}>
            {children}
          </div>
        )}
      </div>
    </div>
  );
}

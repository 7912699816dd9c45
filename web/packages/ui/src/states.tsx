/* Empty, loading and failed: the three states every page has besides being full. */
import { isApiError } from '@centralino/api/client.ts';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './states.module.css';

export function Empty(props: {
  title: string;
  text?: string | undefined;
  icon?: ReactNode;
  action?: ReactNode;
  level?: 'h1' | 'h2' | 'h3';
}) {
  const Heading = props.level ?? 'h2';
  return (
    <div className={css.empty} data-page={props.level === 'h1' || undefined}>
      {props.icon && (
        <div className={css.icon} aria-hidden="true">
          {props.icon}
        </div>
      )}
      <Heading className={css.title}>{props.title}</Heading>
      {props.text && <p className={css.text}>{props.text}</p>}
      {props.action}
    </div>
  );
}

const SKELETON_AFTER_MS = 150;

/** Grey bars in the shape of what comes; nothing for the first 150 ms, so fast answers do not flicker. */
export function Skeleton({ rows, height = 20 }: { rows: number; height?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.skeleton} role="status" data-shown={shown || undefined}>
      <span className="visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={css.bar} style={{ height }} />
      ))}
    </div>
  );
}

/** What went wrong, in words a person can act on. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!isApiError(error)) return t('error.unknown');
    if (error.unreachable) return t('error.unreachable');
    if (error.detail && !error.code.startsWith('http_')) return error.detail;
    return error.status >= 500 ? t('error.server') : t('error.unknown');
  };
}

export function ErrorNote(props: {
  error?: unknown;
  text?: string;
  onRetry?: (() => void) | undefined;
  busy?: boolean;
  /** An extra action beside Retry. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const explain = useErrorText();
  const requestId = isApiError(props.error) ? props.error.requestId : undefined;
  return (
    <div className={css.error} role="alert">
      <div className={css.errorText}>
        {props.text ?? explain(props.error)}
        {requestId && <span className={css.request}> {t('error.request', { id: requestId })}</span>}
      </div>
      {props.children}
      {props.onRetry && (
        <Button size="xs" variant="default" onClick={props.onRetry} disabled={props.busy ?? false}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  );
}

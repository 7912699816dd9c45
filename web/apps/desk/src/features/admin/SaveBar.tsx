import { Button } from '@mantine/core';
import { IconCheck, IconPencil } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';

interface Props {
  dirty: boolean;
  faults: number;
  busy: boolean;
  onUndo: () => void;
}

/** At the foot of a form: whether all is saved, and the two ways to go on. */
export function SaveBar({ dirty, faults, busy, onUndo }: Props) {
  const { t } = useTranslation('admin');

  // A page that closes would take unsaved changes with it: the browser asks.
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [dirty]);

  const Icon = dirty ? IconPencil : IconCheck;
  return (
    <footer className={css.bar}>
      <p className={css.status} data-dirty={dirty || undefined}>
        <Icon size={16} aria-hidden="true" />
        <span role="status">
          {faults > 0 ? t('faults', { count: faults }) : dirty ? t('dirty') : t('clean')}
        </span>
      </p>
      <Button variant="default" disabled={!dirty || busy} onClick={onUndo}>
        {t('undo')}
      </Button>
      <Button type="submit" disabled={!dirty} loading={busy}>
        {t('save')}
      </Button>
    </footer>
  );
}

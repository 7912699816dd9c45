import { tonesIn } from '@centralino/phone/number.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, CloseButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendDigits } from './api.ts';
import css from './Phone.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const SHOWN = 16;

/** Keys for the menus of others: pressed here, or typed while the keypad has the focus. */
export function Keypad({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('phone');
  const common = useTranslation().t;
  const [sent, setSent] = useState('');
  const pad = useRef<HTMLDivElement>(null);
  const press = useMutation({ mutationFn: (key: string) => sendDigits(id, key) });
  useEffect(() => pad.current?.querySelector<HTMLElement>('button')?.focus(), []);

  function send(key: string): void {
    setSent((before) => (before + key).slice(-SHOWN));
    press.mutate(key);
  }
  function typed(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
      return;
    }
    if (event.key.length !== 1 || event.altKey || event.ctrlKey || event.metaKey) return;
    const key = tonesIn(event.key);
    if (!key) return;
    event.preventDefault();
    send(key);
  }

  return (
    <div ref={pad} className={css.keypad} role="group" aria-label={t('keypad')} onKeyDown={typed}>
      <p className={`num ${css.sent}`} aria-live="off">
        {sent || t('keypadHint')}
      </p>
      <CloseButton aria-label={common('action.close')} onClick={onClose} />
      <div className={css.keys}>
        {KEYS.map((key) => (
          <Button
            key={key}
            variant="default"
            aria-label={t('key', { key })}
            onClick={() => send(key)}
          >
            {key}
          </Button>
        ))}
      </div>
      {press.isError && <ErrorNote error={press.error} />}
    </div>
  );
}

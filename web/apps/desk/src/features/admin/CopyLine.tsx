import { announce } from '@centralino/ui/announce.tsx';
import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';

/** A line to be taken elsewhere. Where the browser forbids copying it is selected, ready for the keys. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('admin');
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(t('copied'));
    } catch {
      // The text stays selected.
    }
  }

  return (
    <div className={css.copy}>
      <input
        ref={field}
        className={css.line}
        readOnly
        aria-label={label}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        leftSection={
          copied ? (
            <IconCheck size={16} aria-hidden="true" />
          ) : (
            <IconCopy size={16} aria-hidden="true" />
          )
        }
        onClick={copy}
      >
        {t(copied ? 'copied' : 'copy')}
      </Button>
    </div>
  );
}

import type { Call } from '@centralino/api/types.ts';
import { Button } from '@mantine/core';
import { IconPhoneCalling, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cancelConsult, completeConsult, joinConsult } from './api.ts';
import css from './Phone.module.css';

interface Props {
  call: Call;
  busy: boolean;
  onRun: (what: () => Promise<unknown>) => void;
}

/** Somebody else is asked while the caller waits: hand over, bring together, or go back. */
export function ConsultStrip({ call, busy, onRun }: Props) {
  const { t } = useTranslation('phone');
  const { consult, conversation_id: id } = call;
  if (!consult) return null;
  const talking = consult.state === 'talking';
  return (
    <div className={css.strip} role="group" aria-label={t('consult.title')}>
      <IconPhoneCalling size={18} aria-hidden="true" />
      <p role="status">{t(`consult.${consult.state}`, { label: consult.label })}</p>
      <div className={css.buttons}>
        {talking && (
          <>
            <Button size="xs" disabled={busy} onClick={() => onRun(() => completeConsult(id))}>
              {t('consult.complete')}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={busy}
              leftSection={<IconUsers size={16} aria-hidden="true" />}
              onClick={() => onRun(() => joinConsult(id))}
            >
              {t('consult.join')}
            </Button>
          </>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          onClick={() => onRun(() => cancelConsult(id))}
        >
          {t('consult.cancel')}
        </Button>
      </div>
    </div>
  );
}

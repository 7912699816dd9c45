import { Dialog } from '@centralino/ui/Dialog.tsx';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { CopyLine } from './CopyLine.tsx';

/** What signs the deliveries of a webhook, the only time it is seen. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <Dialog title={t('webhooks.secret')} onClose={onClose}>
      <div className={css.dialog}>
        <p>{t('webhooks.secretText')}</p>
        <CopyLine label={t('webhooks.secret')} text={secret} />
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('webhooks.secretDone')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

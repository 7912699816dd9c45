import { Dialog } from '@centralino/ui/Dialog.tsx';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from '../admin/Admin.module.css';
import { CopyLine } from '../admin/CopyLine.tsx';

export interface Access {
  username: string;
  password: string;
}

/** What is typed into the telephone; the password is not seen again. */
export function DeviceAccess({ access, onClose }: { access: Access; onClose: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <Dialog title={t('devices.access')} onClose={onClose}>
      <div className={css.dialog}>
        <p>{t('devices.accessText')}</p>
        <dl className={css.access}>
          <dt>{t('devices.server')}</dt>
          <dd>
            <CopyLine label={t('devices.server')} text={location.hostname} />
          </dd>
          <dt>{t('devices.username')}</dt>
          <dd>
            <CopyLine label={t('devices.username')} text={access.username} />
          </dd>
          <dt>{t('devices.password')}</dt>
          <dd>
            <CopyLine label={t('devices.password')} text={access.password} />
          </dd>
        </dl>
        <p className={css.quiet}>{t('devices.serverHint')}</p>
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('devices.accessDone')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

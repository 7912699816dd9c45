/* Why calls cannot be taken here yet, and what to do; once it is mended one becomes available. */
import { isReady } from '@centralino/phone/readiness.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePresenceChange } from '../presence/api.ts';
import { Checks } from './Checks.tsx';
import { openPhone } from './open.ts';
import css from './Phone.module.css';
import type { Phone } from './Phone.ts';
import { usePhoneView } from './usePhone.ts';

interface Props {
  phone: Phone;
  /** They wanted to become available. */
  wanted: boolean;
  onClose: () => void;
}

export default function ReadinessDialog({ phone, wanted, onClose }: Props) {
  const { t } = useTranslation('phone');
  const view = usePhoneView();
  const again = useMutation({ mutationFn: phone.check });
  const presence = usePresenceChange();
  const checks = view?.checks ?? [];
  const ready = isReady(checks);
  return (
    <Dialog title={t(ready ? 'ready.title' : 'notReady.title')} onClose={onClose}>
      <div className={css.dialog}>
        <p>{t(ready ? 'ready.text' : 'notReady.text')}</p>
        <Checks checks={checks} />
        <div className={css.dialogButtons}>
          <Button variant="default" onClick={() => openPhone({ what: 'devices' })}>
            {t('devices.title')}
          </Button>
          {ready && wanted ? (
            <Button
              data-autofocus
              color="ok"
              loading={presence.isPending}
              onClick={() => presence.mutate({ state: 'available' }, { onSuccess: onClose })}
            >
              {t('ready.available')}
            </Button>
          ) : (
            <Button data-autofocus loading={again.isPending} onClick={() => again.mutate()}>
              {t('notReady.again')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

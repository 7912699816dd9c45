import { useLive } from '@centralino/live/react.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { useTimes } from '@centralino/ui/texts.ts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import type { Invitation, User } from './api.ts';
import { CopyLine } from './CopyLine.tsx';

/** The one-time link: this server sends no mail, so a person passes it on. */
export function InvitationDialog(props: {
  user: User;
  invitation: Invitation;
  onClose: () => void;
}) {
  const { user, invitation, onClose } = props;
  const { t } = useTranslation('admin');
  const zone = useLive((state) => state.me.tenant.zone);
  const times = useTimes(zone);
  return (
    <Dialog title={t('users.linkFor', { name: user.name })} onClose={onClose}>
      <div className={css.dialog}>
        <p>{t('users.linkHowTo', { name: user.name })}</p>
        <CopyLine
          label={t('users.linkLabel')}
          text={new URL(invitation.link, location.origin).href}
        />
        <p className={css.hint}>
          {t('users.linkUntil', {
            date: times.date(invitation.expires_at),
            time: times.time(invitation.expires_at),
          })}
        </p>
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('users.linkDone')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

import '@centralino/ui/mantine-forms.css';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { useTranslation } from 'react-i18next';
import css from './Account.module.css';
import { AboutMe, OwnPassword } from './AccountForms.tsx';

/** What a person can change of their own account. Only fetched when it is opened. */
export default function AccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('account.title')} onClose={onClose}>
      <div className={css.parts}>
        <AboutMe />
        <OwnPassword />
      </div>
    </Dialog>
  );
}

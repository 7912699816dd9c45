import { useLive } from '@centralino/live/react.tsx';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from '../admin/Admin.module.css';

/** Said as long as the server has none: what is set here waits for it. */
export function NoTelephone() {
  const { t } = useTranslation('admin');
  const telephone = useLive((state) => state.telephone);
  if (telephone) return null;
  return (
    <p className={`${css.card} ${css.strip}`}>
      <IconInfoCircle size={20} aria-hidden="true" />
      <span className={css.stripText}>{t('noTelephone')}</span>
    </p>
  );
}

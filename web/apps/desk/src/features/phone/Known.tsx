/* What a flow learnt before a person took over: nobody has to ask it again. For calls and chats. */
import { useTranslation } from 'react-i18next';
import css from './Phone.module.css';
import { usePhoneTexts } from './usePhone.ts';

export default function Known({ values }: { values: Record<string, string> }) {
  const { t } = useTranslation('phone');
  const ready = usePhoneTexts();
  const list = Object.entries(values);
  if (!ready || list.length === 0) return null;
  return (
    <dl className={css.known} aria-label={t('card.known')}>
      {list.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import type { Why } from '@centralino/api/types.ts';
import { useTranslation } from 'react-i18next';
import css from './Offers.module.css';

/** The sentence, and behind it the numbers for those who want them. */
export function WhyText({ why }: { why: Why }) {
  const { t, i18n } = useTranslation();
  const facts = Object.entries(why.facts);
  return (
    <div>
      <p>{why.text[i18n.language === 'it' ? 'it' : 'en']}</p>
      {facts.length > 0 && (
        <details className={css.facts}>
          <summary>{t('offer.facts')}</summary>
          <dl>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name.replaceAll('_', ' ')}</dt>
                <dd className="num">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

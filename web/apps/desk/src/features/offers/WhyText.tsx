import type { Why } from '@centralino/api/types.ts';
import { useSpanText } from '@centralino/ui/texts.ts';
import { useTranslation } from 'react-i18next';
import css from './Offers.module.css';

const FACTS = [
  'candidates',
  'qualified',
  'busy',
  'away',
  'offline',
  'excluded',
  'idle_s',
  'load',
  'skill_sum',
  'handled',
  'waited_s',
  'held_s',
] as const;

/** The sentence, and behind it the numbers for those who want them. */
export function WhyText({ why }: { why: Why }) {
  const { t, i18n } = useTranslation();
  const span = useSpanText();
  // One that a newer server invented has no name here yet.
  const facts = FACTS.filter((name) => why.facts[name] !== undefined);
  return (
    <div>
      <p>{why.text[i18n.language === 'it' ? 'it' : 'en']}</p>
      {facts.length > 0 && (
        <details className={css.facts}>
          <summary>{t('offer.facts')}</summary>
          <dl>
            {facts.map((name) => (
              <div key={name}>
                <dt>{t(`fact.${name}`)}</dt>
                <dd className="num">
                  {name.endsWith('_s') ? span(why.facts[name]) : why.facts[name]}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

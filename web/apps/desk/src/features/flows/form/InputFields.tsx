/* What every question has: where silence and answers that do not fit lead, and patience. */
import { useTranslation } from 'react-i18next';
import css from './Form.module.css';
import { NodeField } from './NodeField.tsx';
import { NumberField } from './NumberField.tsx';
import { PromptField } from './PromptField.tsx';

interface Props {
  /** Silence has another way out, said here. */
  none?: string;
}

export function InputFields({ none }: Props) {
  const { t } = useTranslation('flows');
  const other = none ? { none } : {};
  return (
    <section className={css.section}>
      <h3>{t('patience.title')}</h3>
      <p className={css.hint}>{t('patience.hint')}</p>
      <div className={css.fields}>
        <NodeField path="no_match" {...other} />
        <NodeField path="no_input" {...other} />
        <NumberField path="retries" usual="2" />
        <NumberField path="silence_ms" unit="seconds" usual="8" />
        <PromptField path="again" optional />
        <PromptField path="help" optional />
      </div>
    </section>
  );
}

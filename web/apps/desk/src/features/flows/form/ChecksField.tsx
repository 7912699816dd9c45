import { useTranslation } from 'react-i18next';
import css from './Form.module.css';
import { useField, useForm } from './Form.ts';
import { useFieldWords } from './words.ts';

interface Props {
  path: string;
  options: readonly { value: string; label: string }[];
}

/** Some of a few; their order is that in which they were chosen. */
export function ChecksField({ path, options }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { problems } = useForm();
  const { value: chosen = [], put } = useField<string[]>(path, i18n.language);
  const { label, hint } = useFieldWords(path);
  const fault = problems.find((each) => each.field.startsWith(path))?.text;
  return (
    <fieldset className={css.checks}>
      <legend>{label}</legend>
      {hint && <p className={css.hint}>{hint}</p>}
      {options.length === 0 && <p className={css.hint}>{t('none.variables')}</p>}
      {options.map((each) => (
        <label key={each.value} className={css.switch}>
          <input
            type="checkbox"
            name={path}
            checked={chosen.includes(each.value)}
            onChange={(event) =>
              put(
                event.currentTarget.checked
                  ? [...chosen, each.value]
                  : chosen.filter((other) => other !== each.value),
              )
            }
          />
          <span>{each.label}</span>
        </label>
      ))}
      {fault && <p className={css.fault}>{fault[i18n.language === 'it' ? 'it' : 'en']}</p>}
    </fieldset>
  );
}

import { useTranslation } from 'react-i18next';
import css from './Form.module.css';
import { useField } from './Form.ts';
import { useFieldWords } from './words.ts';

interface Props {
  path: string;
  onChange: (on: boolean) => void;
}

export function SwitchField({ path, onChange }: Props) {
  const { i18n } = useTranslation();
  const { value } = useField<boolean>(path, i18n.language);
  const { label, hint } = useFieldWords(path);
  return (
    <label className={css.switch}>
      <input
        type="checkbox"
        name={path}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <span className={css.name}>{label}</span>
        {hint && <span className={css.hint}>{hint}</span>}
      </span>
    </label>
  );
}

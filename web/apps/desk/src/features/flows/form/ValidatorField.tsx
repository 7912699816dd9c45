/* What an answer must look like. */
import { useTranslation } from 'react-i18next';
import { ChoiceField } from './ChoiceField.tsx';
import css from './Form.module.css';
import { useField } from './Form.ts';
import { NumberField } from './NumberField.tsx';
import { TextField } from './TextField.tsx';

const KINDS = ['any', 'digits', 'date', 'check_digits', 'pattern'] as const;
const BY_KEYS = ['digits', 'date', 'pattern'] as const;

interface Validator {
  kind: (typeof KINDS)[number];
}

export function ValidatorField({ path, byKeys = false }: { path: string; byKeys?: boolean }) {
  const { i18n } = useTranslation();
  const { value, put, fault } = useField<Validator>(path, i18n.language);
  const kind = value?.kind ?? 'any';
  const long = kind === 'any' || kind === 'digits' || kind === 'check_digits';
  return (
    <div className={css.group}>
      <ChoiceField
        path={`${path}.kind`}
        name="validator"
        options={byKeys ? BY_KEYS : KINDS}
        onChosen={(chosen) => put({ kind: chosen as Validator['kind'] })}
      />
      {long && (
        <>
          <NumberField path={`${path}.length_min`} name="length_min" />
          <NumberField path={`${path}.length_max`} name="length_max" />
        </>
      )}
      {kind === 'pattern' && <TextField path={`${path}.pattern`} name="pattern" needed />}
      {fault && <p className={css.fault}>{fault}</p>}
    </div>
  );
}

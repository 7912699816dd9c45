/* A variable of the flow, or a new one. */
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { VariableType } from '../api.ts';
import { useField, useForm } from './Form.ts';
import { useFieldWords } from './words.ts';

const FRESH = '+';

interface Props {
  path: string;
  name?: string;
  /** Only variables of this type; without it any but secrets. */
  only?: VariableType;
  /** Offers what every flow knows too: caller, channel, language. */
  builtIn?: boolean;
  /** What an empty choice means; it is then taken out of the document. */
  none?: string;
}

export function VariableField({ path, name = path, only, builtIn = false, none }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { flow, declareAt } = useForm();
  const { value = '', put, fault } = useField<string>(path, i18n.language);
  const { label, hint } = useFieldWords(name);
  const fits = (type: VariableType) => (only ? type === only : type !== 'secret');
  const own = Object.entries(flow.variables)
    .filter(([, variable]) => fits(variable.type))
    .map(([id]) => id);
  const known = [...own, ...(builtIn ? ['caller', 'channel', 'language'] : [])];
  return (
    <NativeSelect
      name={path}
      label={label}
      description={hint}
      error={fault}
      value={value}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (chosen === FRESH) declareAt(path);
        else put(chosen || (none ? undefined : ''));
      }}
      data={[
        { value: '', label: none ?? t('node.choose') },
        ...(value && !known.includes(value)
          ? [{ value, label: t('node.missing', { name: value }) }]
          : []),
        ...known.map((id) => ({ value: id, label: id })),
        { value: FRESH, label: t('variable.fresh') },
      ]}
    />
  );
}

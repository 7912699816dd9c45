/* One of a few fixed words of the flow language. */
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useField } from './Form.ts';
import { useFieldWords } from './words.ts';

interface Props {
  path: string;
  name?: string;
  /** Named under flows.choice. */
  options: readonly string[];
  onChosen?: (value: string) => void;
}

export function ChoiceField({ path, name = path, options, onChosen }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { value = '', put, fault } = useField<string>(path, i18n.language);
  const { label, hint } = useFieldWords(name);
  const words = t('choice', { returnObjects: true }) as Record<string, string>;
  return (
    <NativeSelect
      name={path}
      label={label}
      description={hint}
      error={fault}
      value={value}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (onChosen) onChosen(chosen);
        else put(chosen);
      }}
      data={options.map((each) => ({ value: each, label: words[each] ?? each }))}
    />
  );
}

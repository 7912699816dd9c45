import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useField } from './Form.ts';
import { useFieldWords } from './words.ts';

interface Props {
  path: string;
  name?: string;
  /** Stays in the document when it is empty. */
  needed?: boolean;
  max?: number;
}

export function TextField({ path, name = path, needed = false, max = 2000 }: Props) {
  const { i18n } = useTranslation();
  const { value, put, fault } = useField<string>(path, i18n.language);
  const { label, hint } = useFieldWords(name);
  return (
    <TextInput
      name={path}
      label={label}
      description={hint}
      error={fault}
      maxLength={max}
      value={value ?? ''}
      onChange={(event) => put(event.currentTarget.value || (needed ? '' : undefined))}
    />
  );
}

import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useField } from './Form.ts';
import { useFieldWords } from './words.ts';

/** A key of the telephone. */
export function KeyField({ path, keys }: { path: string; keys: readonly string[] }) {
  const { i18n } = useTranslation();
  const { value = '', put, fault } = useField<string>(path, i18n.language);
  const { label } = useFieldWords('key');
  return (
    <NativeSelect
      name={path}
      label={label}
      error={fault}
      value={value}
      onChange={(event) => put(event.currentTarget.value)}
      data={keys.includes(value) ? [...keys] : [value, ...keys]}
    />
  );
}

/* One of the company's own things: a queue, opening hours, a module. */
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useField, useForm } from './Form.ts';
import { useFieldWords } from './words.ts';

interface Props {
  path: string;
  name?: string;
  of: 'queues' | 'calendars' | 'modules';
  /** What naming none means; without it one is to be chosen. */
  none?: string;
}

export function PlaceField({ path, name = path, of, none }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { places, flow } = useForm();
  const { value = '', put, fault } = useField<string>(path, i18n.language);
  const { label, hint } = useFieldWords(name);
  const all = places[of].filter((each) => of !== 'modules' || each.key !== flow.id);
  const known = value === '' || all.some((each) => each.key === value);
  return (
    <NativeSelect
      name={path}
      label={label}
      description={all.length === 0 ? t(`none.${of}`) : hint}
      error={fault}
      value={value}
      onChange={(event) => put(event.currentTarget.value)}
      data={[
        { value: '', label: none ?? t('node.choose') },
        ...(known ? [] : [{ value, label: t('node.missing', { name: value }) }]),
        ...all.map((each) => ({ value: each.key, label: each.name })),
      ]}
    />
  );
}

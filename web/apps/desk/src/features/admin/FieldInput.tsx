import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import type { Field } from './fields.ts';

interface Props {
  field: Field;
  value: unknown;
  fault: string | undefined;
  onChange: (value: unknown) => void;
}

/** One field, drawn by its kind; its name and what it does come from the texts. */
export function FieldInput({ field, value, fault, onChange }: Props) {
  const { t } = useTranslation('admin');
  const words = t('field', { returnObjects: true }) as Record<string, string>;
  const choices = t('choice', { returnObjects: true }) as Record<string, string>;
  const common = {
    name: field.path,
    label: words[field.name],
    description: words[`${field.name}Hint`] || undefined,
    error: fault,
  };
  switch (field.kind) {
    case 'switch':
      return (
        <label className={css.switch}>
          <input
            type="checkbox"
            name={field.path}
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span>
            <span className={css.switchName}>{common.label}</span>
            <span className={css.hint}>{common.description}</span>
          </span>
        </label>
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={(field.options ?? []).map((each) => ({
            value: each,
            label: choices[each] ?? each,
          }))}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={onChange}
          allowDecimal={false}
          allowNegative={(field.min ?? 0) < 0}
          hideControls
          rightSection={field.unit && <span className={css.unit}>{t(`unit.${field.unit}`)}</span>}
          rightSectionWidth={80}
          rightSectionPointerEvents="none"
        />
      );
    default:
      return (
        <TextInput
          {...common}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

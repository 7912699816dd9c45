import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import type { Field, Option } from './fields.ts';

interface Props {
  field: Field;
  value: unknown;
  fault: string | undefined;
  /** Takes the focus when its dialog opens. */
  first?: boolean;
  onChange: (value: unknown) => void;
}

const INPUT_TYPES: Partial<Record<Field['kind'], string>> = {
  time: 'time',
  date: 'date',
  password: 'password',
};

/** One field, drawn by its kind; its name and what it does come from the texts. */
export function FieldInput({ field, value, fault, first = false, onChange }: Props) {
  const { t, i18n } = useTranslation('admin');
  const words = t('field', { returnObjects: true }) as Record<string, string>;
  const choices = t('choice', { returnObjects: true }) as Record<string, string>;
  const options = (field.options ?? []).map((each) =>
    typeof each === 'string' ? { value: each, label: choices[each] ?? each } : each,
  );
  const common = {
    name: field.path,
    label: words[field.name],
    description: words[`${field.name}Hint`] || undefined,
    error: fault,
    ...(first && { 'data-autofocus': true }),
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
    case 'checks':
      return (
        <Checks
          {...common}
          options={options}
          chosen={(value ?? []) as string[]}
          {...{ onChange }}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={options}
        />
      );
    case 'passage':
      return (
        <Textarea
          {...common}
          className={css.wide ?? ''}
          rows={4}
          spellCheck={false}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'lines':
      return (
        <Textarea
          {...common}
          className={css.wide ?? ''}
          rows={4}
          value={((value ?? []) as string[]).join('\n')}
          onChange={(event) => onChange(event.currentTarget.value.split('\n'))}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          onChange={onChange}
          allowDecimal={field.decimals !== undefined}
          {...(field.decimals && { decimalScale: field.decimals })}
          decimalSeparator={i18n.language === 'it' ? ',' : '.'}
          allowedDecimalSeparators={['.', ',']}
          allowNegative={(field.min ?? 0) < 0}
          hideControls
          rightSection={field.unit && <span className={css.unit}>{t(`unit.${field.unit}`)}</span>}
          rightSectionWidth={80}
          rightSectionPointerEvents="none"
        />
      );
    case 'colour':
      return (
        <TextInput
          {...common}
          value={String(value ?? '')}
          placeholder="#3b4cca"
          onChange={(event) => onChange(event.currentTarget.value)}
          rightSection={
            <input
              type="color"
              className={css.colour}
              aria-label={t('pickColour')}
              value={/^#[0-9a-f]{6}$/i.test(String(value)) ? String(value) : '#3b4cca'}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
          }
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={INPUT_TYPES[field.kind] ?? 'text'}
          {...(field.max && { maxLength: field.max })}
          {...(field.kind === 'password' && { autoComplete: 'new-password' })}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

interface ChecksProps {
  name: string;
  label: string | undefined;
  description: string | undefined;
  error: string | undefined;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

function Checks({ name, label, description, error, options, chosen, onChange }: ChecksProps) {
  const id = useId();
  const { t } = useTranslation('admin');
  return (
    <fieldset className={css.choices} aria-describedby={error ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {description && <p className={css.hint}>{description}</p>}
      {options.length === 0 && <p className={css.hint}>{t('noneYet')}</p>}
      {options.map((each) => (
        <label key={each.value} className={css.switch}>
          <input
            type="checkbox"
            name={name}
            checked={chosen.includes(each.value)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? [...chosen, each.value]
                  : chosen.filter((other) => other !== each.value),
              )
            }
          />
          <span>{each.label}</span>
        </label>
      ))}
      {error && (
        <p className={css.fault} id={`${id}-fault`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

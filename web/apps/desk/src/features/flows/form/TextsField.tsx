/* The same text in each language of the flow, side by side. */
import { Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Form.module.css';
import { useField, useForm } from './Form.ts';
import { useFieldWords } from './words.ts';

interface Props {
  path: string;
  name?: string;
  /** One line is enough. */
  short?: boolean;
  /** Where the server names the field when it lacks a text, when that is not `path`. */
  refusedAs?: string;
}

export function TextsField({ path, name = path, short = false, refusedAs = path }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { flow, problems } = useForm();
  const { value = {}, put } = useField<Record<string, string>>(path, i18n.language);
  const { label, hint } = useFieldWords(name);
  const id = useId();
  const shown = i18n.language === 'it' ? 'it' : 'en';
  const faults = problems
    .filter((each) => each.field === refusedAs || each.field === path)
    .map((each) => each.text[shown]);
  const Input = short ? TextInput : Textarea;
  return (
    <div className={css.texts} role="group" aria-labelledby={id}>
      <p className={css.name} id={id}>
        {label}
      </p>
      {hint && <p className={css.hint}>{hint}</p>}
      <div className={css.languages}>
        {flow.languages.map((language, index) => (
          <Input
            key={language}
            name={index === 0 ? refusedAs : `${path}.${language}`}
            label={t(language === 'it' ? 'language.it' : 'language.en')}
            lang={language}
            maxLength={4000}
            {...(!short && { autosize: true, minRows: 2, maxRows: 10 })}
            error={!value[language]?.trim() && faults.length > 0}
            value={value[language] ?? ''}
            onChange={(event) => put({ ...value, [language]: event.currentTarget.value })}
          />
        ))}
      </div>
      {faults.map((each) => (
        <p key={each} className={css.fault}>
          {each}
        </p>
      ))}
    </div>
  );
}

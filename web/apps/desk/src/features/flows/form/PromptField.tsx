/* What is said: a text in each language, perhaps recordings of it, perhaps not to be interrupted. */
import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './Form.module.css';
import { useField, useForm } from './Form.ts';
import { TextsField } from './TextsField.tsx';
import { useFieldWords } from './words.ts';

interface Prompt {
  text: Record<string, string>;
  audio?: Record<string, string>;
  bargeable?: boolean;
}

interface Props {
  path: string;
  name?: string;
  /** May be left out. */
  optional?: boolean;
}

export function PromptField({ path, name = path, optional = false }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { value, put } = useField<Prompt>(path, i18n.language);
  const { label } = useFieldWords(name);
  if (!value && optional)
    return (
      <div className={css.wide}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => put({ text: {} })}
        >
          {label}
        </Button>
      </div>
    );
  return (
    <div className={css.prompt}>
      <TextsField path={`${path}.text`} name={name} refusedAs={path} />
      <details className={css.more}>
        <summary>{t('prompt.more')}</summary>
        <Spoken path={path} />
      </details>
      {optional && (
        <Button
          variant="subtle"
          color="bad"
          size="xs"
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={() => put(undefined)}
        >
          {t('prompt.remove', { label })}
        </Button>
      )}
    </div>
  );
}

function Spoken({ path }: { path: string }) {
  const { t, i18n } = useTranslation('flows');
  const { flow } = useForm();
  const audio = useField<Record<string, string>>(`${path}.audio`, i18n.language);
  const bargeable = useField<boolean>(`${path}.bargeable`, i18n.language);
  return (
    <div className={css.languages}>
      {flow.languages.map((language) => (
        <TextInput
          key={language}
          name={`${path}.audio.${language}`}
          label={t('prompt.audio', {
            language: t(language === 'it' ? 'language.it' : 'language.en'),
          })}
          description={t('prompt.audioHint')}
          maxLength={200}
          value={audio.value?.[language] ?? ''}
          onChange={(event) => {
            const { [language]: _, ...others } = audio.value ?? {};
            const id = event.currentTarget.value.trim();
            const next = id ? { ...others, [language]: id } : others;
            audio.put(Object.keys(next).length > 0 ? next : undefined);
          }}
        />
      ))}
      <label className={css.switch}>
        <input
          type="checkbox"
          name={`${path}.bargeable`}
          checked={bargeable.value !== false}
          onChange={(event) => bargeable.put(event.currentTarget.checked ? undefined : false)}
        />
        <span>
          <span className={css.name}>{t('prompt.bargeable')}</span>
          <span className={css.hint}>{t('prompt.bargeableHint')}</span>
        </span>
      </label>
    </div>
  );
}

/* What is said: a text in each language, perhaps recordings of it, perhaps not to be interrupted. */
import { Button, NativeSelect } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SOUNDS } from '../../sounds/api.ts';
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
  const { problems } = useForm();
  const [open, setOpen] = useState(Boolean(value?.audio));
  const faulty = problems.some((each) => each.field.startsWith(`${path}.audio.`));
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
      <details
        className={css.more}
        open={open || faulty}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
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
  const { flow, problems } = useForm();
  const audio = useField<Record<string, string>>(`${path}.audio`, i18n.language);
  const bargeable = useField<boolean>(`${path}.bargeable`, i18n.language);
  const sounds = useQuery(SOUNDS).data?.items ?? [];
  const shown = i18n.language === 'it' ? 'it' : 'en';
  const faultOf = (language: string) =>
    problems.find((each) => each.field === `${path}.audio.${language}`)?.text[shown];
  // What was chosen stays in the list, also when it is gone: the gate says so.
  const choicesFor = (language: string) => {
    const chosen = audio.value?.[language];
    const fitting = sounds.filter((each) => each.kind === 'prompt' && each.language === language);
    const known = !chosen || fitting.some((each) => each.id === chosen);
    return [
      { value: '', label: t('prompt.madeVoice') },
      ...fitting.map(({ id, name }) => ({ value: id, label: name })),
      ...(known ? [] : [{ value: chosen, label: t('prompt.soundGone') }]),
    ];
  };
  return (
    <div className={css.languages}>
      {flow.languages.map((language) => (
        <NativeSelect
          key={language}
          name={`${path}.audio.${language}`}
          label={t('prompt.audio', {
            language: t(language === 'it' ? 'language.it' : 'language.en'),
          })}
          description={t('prompt.audioHint')}
          error={faultOf(language)}
          value={audio.value?.[language] ?? ''}
          onChange={(event) => {
            const { [language]: _, ...others } = audio.value ?? {};
            const id = event.currentTarget.value;
            const next = id ? { ...others, [language]: id } : others;
            audio.put(Object.keys(next).length > 0 ? next : undefined);
          }}
          data={choicesFor(language)}
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

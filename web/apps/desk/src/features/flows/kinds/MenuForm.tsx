import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { moved } from '../../admin/words.ts';
import type { NodeOf } from '../api.ts';
import { useField, useForm } from '../form/Form.ts';
import { InputFields } from '../form/InputFields.tsx';
import { KeyField } from '../form/KeyField.tsx';
import { NodeField } from '../form/NodeField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { Rows } from '../form/Rows.tsx';
import { TextsField } from '../form/TextsField.tsx';
import { useFieldWords } from '../form/words.ts';

type Choice = NodeOf<'menu'>['choices'][number];

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function MenuForm() {
  const { i18n } = useTranslation();
  const { value: choices = [], put, fault } = useField<Choice[]>('choices', i18n.language);
  const { label, hint } = useFieldWords('choices');
  const free = KEYS.find((key) => choices.every((each) => each.key !== key));
  return (
    <>
      <PromptField path="prompt" />
      <Rows
        name="choices"
        label={label}
        hint={hint}
        fault={fault}
        count={choices.length}
        full={!free}
        onAdd={() => put([...choices, { key: free ?? '', label: {} }])}
        onRemove={(index) => put(choices.toSpliced(index, 1))}
        onMove={(index, step) => put(moved(choices, index, step))}
        row={(index) => <ChoiceCells key={choices[index]?.key} at={`choices[${index}]`} />}
      />
      <InputFields />
    </>
  );
}

function ChoiceCells({ at }: { at: string }) {
  const { flow } = useForm();
  return (
    <>
      <KeyField path={`${at}.key`} keys={KEYS} />
      <NodeField path={`${at}.next`} name="next" />
      <TextsField path={`${at}.label`} name="choiceLabel" short />
      {flow.languages.map((language) => (
        <WordsField key={language} path={`${at}.words.${language}`} language={language} />
      ))}
    </>
  );
}

/** Other words for the same choice, with commas between them. */
function WordsField({ path, language }: { path: string; language: string }) {
  const { t, i18n } = useTranslation('flows');
  const { value, put } = useField<string[]>(path, i18n.language);
  const words = t(language === 'it' ? 'language.it' : 'language.en');
  return (
    <TextInput
      name={path}
      label={t('menu.words', { language: words })}
      description={t('menu.wordsHint')}
      lang={language}
      maxLength={300}
      defaultValue={(value ?? []).join(', ')}
      onBlur={(event) => {
        const list = event.currentTarget.value.split(',').map((each) => each.trim());
        const kept = list.filter(Boolean);
        put(kept.length > 0 ? kept : undefined);
      }}
    />
  );
}

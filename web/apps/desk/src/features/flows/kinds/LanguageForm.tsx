import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useField, useForm } from '../form/Form.ts';
import { InputFields } from '../form/InputFields.tsx';
import { NodeField } from '../form/NodeField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { useFieldWords } from '../form/words.ts';

export function LanguageForm() {
  const { t, i18n } = useTranslation('flows');
  const { flow } = useForm();
  const { value = '', put, fault } = useField<string>('set', i18n.language);
  const { label, hint } = useFieldWords('set');
  return (
    <>
      <NativeSelect
        name="set"
        label={label}
        description={hint}
        error={fault}
        value={value}
        onChange={(event) => put(event.currentTarget.value || undefined)}
        data={[
          { value: '', label: t('languageAsk') },
          ...flow.languages.map((each) => ({
            value: each,
            label: t(each === 'it' ? 'language.it' : 'language.en'),
          })),
        ]}
      />
      <NodeField path="next" />
      {!value && <PromptField path="prompt" name="promptLanguage" optional />}
      <InputFields />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { InputFields } from '../form/InputFields.tsx';
import { NodeField } from '../form/NodeField.tsx';
import { NumberField } from '../form/NumberField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { VariableField } from '../form/VariableField.tsx';

export function SurveyForm() {
  const { t } = useTranslation('flows');
  return (
    <>
      <PromptField path="prompt" name="promptSurvey" />
      <VariableField path="variable" />
      <NodeField path="next" />
      <NumberField path="lowest" needed />
      <NumberField path="highest" needed />
      <InputFields none={t('node.asNext')} />
    </>
  );
}

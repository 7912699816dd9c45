import { useTranslation } from 'react-i18next';
import { InputFields } from '../form/InputFields.tsx';
import { NodeField } from '../form/NodeField.tsx';
import { PromptField } from '../form/PromptField.tsx';

export function ConsentForm() {
  const { t } = useTranslation('flows');
  return (
    <>
      <PromptField path="prompt" name="promptConsent" />
      <NodeField path="granted" />
      <NodeField path="refused" />
      <InputFields none={t('node.asRefused')} />
    </>
  );
}

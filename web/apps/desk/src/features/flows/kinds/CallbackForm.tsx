import { useTranslation } from 'react-i18next';
import { InputFields } from '../form/InputFields.tsx';
import { NodeField } from '../form/NodeField.tsx';
import { PlaceField } from '../form/PlaceField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { VariableField } from '../form/VariableField.tsx';

export function CallbackForm() {
  const { t } = useTranslation('flows');
  return (
    <>
      <PlaceField path="queue" of="queues" />
      <VariableField path="number" none={t('theCaller')} />
      <PromptField path="prompt" name="promptCallback" />
      <NodeField path="accepted" />
      <NodeField path="declined" />
      <NodeField path="unavailable" />
      <InputFields none={t('node.asDeclined')} />
    </>
  );
}

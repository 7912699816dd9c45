import { useTranslation } from 'react-i18next';
import { NodeField } from '../form/NodeField.tsx';
import { NumberField } from '../form/NumberField.tsx';
import { PlaceField } from '../form/PlaceField.tsx';
import { PromptField } from '../form/PromptField.tsx';

export function VoicemailForm() {
  const { t } = useTranslation('flows');
  return (
    <>
      <PromptField path="prompt" />
      <PlaceField path="queue" name="queueMessage" of="queues" />
      <NodeField path="next" />
      <NumberField path="answer_within_ms" unit="hours" usual={t('noPromise')} />
      <NumberField path="length_ms_max" unit="seconds" usual="120" />
    </>
  );
}

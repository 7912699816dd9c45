import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../form/ChoiceField.tsx';
import { useField, useForm } from '../form/Form.ts';
import { NodeField } from '../form/NodeField.tsx';
import { NumberField } from '../form/NumberField.tsx';
import { PlaceField } from '../form/PlaceField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { TextField } from '../form/TextField.tsx';

const DESTINATIONS = ['queue', 'number', 'agent'] as const;

export function TransferForm() {
  const { t, i18n } = useTranslation('flows');
  const { put } = useForm();
  const { value: to } = useField<string>('to', i18n.language);
  return (
    <>
      <ChoiceField
        path="to"
        options={DESTINATIONS}
        onChosen={(chosen) => {
          put('to', chosen);
          put('target', '');
        }}
      />
      {to === 'queue' ? (
        <PlaceField path="target" name="queue" of="queues" />
      ) : (
        <TextField path="target" name={to === 'number' ? 'targetNumber' : 'targetAgent'} needed />
      )}
      <PromptField path="prompt" optional />
      <NodeField path="failed" name="failedTransfer" />
      <NodeField path="next" name="nextAgent" none={t('node.theEnd')} />
      <NumberField path="ring_ms" unit="seconds" usual="45" />
    </>
  );
}

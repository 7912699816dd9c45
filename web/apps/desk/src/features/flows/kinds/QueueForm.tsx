import { useTranslation } from 'react-i18next';
import { NodeField } from '../form/NodeField.tsx';
import { NumberField } from '../form/NumberField.tsx';
import { PlaceField } from '../form/PlaceField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { SkillsField } from '../form/SkillsField.tsx';

export function QueueForm() {
  const { t } = useTranslation('flows');
  return (
    <>
      <PlaceField path="queue" of="queues" />
      <PromptField path="prompt" name="promptQueue" optional />
      <PromptField path="place" optional />
      <NodeField path="closed" />
      <NodeField path="nobody" />
      <NodeField path="callback" none={t('node.noWay')} />
      <NodeField path="next" name="nextAgent" none={t('node.theEnd')} />
      <NumberField path="wait_ms_max" unit="minutes" usual={t('asTheQueue')} />
      <NumberField path="priority_s" unit="seconds" secondsAsTheyAre usual="0" />
      <SkillsField path="skills" />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { NodeField } from '../form/NodeField.tsx';
import { PlaceField } from '../form/PlaceField.tsx';

export function HoursForm() {
  const { t } = useTranslation('flows');
  return (
    <>
      <PlaceField path="calendar" of="calendars" none={t('ownHours')} />
      <NodeField path="open" />
      <NodeField path="closed" name="closedHours" />
    </>
  );
}

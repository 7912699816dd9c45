import { NodeField } from '../form/NodeField.tsx';
import { PlaceField } from '../form/PlaceField.tsx';

export function HoursForm() {
  return (
    <>
      <PlaceField path="calendar" of="calendars" />
      <NodeField path="open" />
      <NodeField path="closed" name="closedHours" />
    </>
  );
}

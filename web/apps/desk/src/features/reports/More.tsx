/* The reports below the figures by the hour; their texts are loaded with them. */
import { Retention } from './Retention.tsx';
import { Talk } from './Talk.tsx';
import { Topics } from './Topics.tsx';

export interface Period {
  from: string;
  to: string;
  queue: string | undefined;
  zone: string;
}

export default function More(period: Period) {
  return (
    <>
      <Topics from={period.from} to={period.to} />
      <Talk {...period} />
      <Retention from={period.from} to={period.to} />
    </>
  );
}

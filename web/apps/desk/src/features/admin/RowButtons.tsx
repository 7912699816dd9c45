import { Button } from '@mantine/core';
import css from './Admin.module.css';

interface Props {
  /** Whose row it is: a button alone would not say. */
  name: string;
  things: readonly { label: string; run: () => void }[];
}

/** What can be done with one row of a table. */
export function RowButtons({ name, things }: Props) {
  return (
    <span className={css.rowButtons}>
      {things.map(({ label, run }) => (
        <Button
          key={label}
          size="xs"
          variant="default"
          aria-label={`${label}: ${name}`}
          onClick={run}
        >
          {label}
        </Button>
      ))}
    </span>
  );
}

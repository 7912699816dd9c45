import { Button } from '@mantine/core';
import { type Icon, IconPencil, IconTrash } from '@tabler/icons-react';
import css from './Admin.module.css';

interface Props {
  /** Whose row it is: a button alone would not say. */
  name: string;
  things: readonly RowThing[];
}

export interface RowThing {
  label: string;
  /** Stands for the label where there is little room. */
  icon: Icon;
  run: () => void;
}

export const toChange = (label: string, run: () => void): RowThing => ({
  label,
  icon: IconPencil,
  run,
});
export const toRemove = (label: string, run: () => void): RowThing => ({
  label,
  icon: IconTrash,
  run,
});

/** What can be done with one row of a table. */
export function RowButtons({ name, things }: Props) {
  return (
    <span className={css.rowButtons}>
      {things.map(({ label, icon: Sign, run }) => (
        <Button
          key={label}
          size="xs"
          variant="default"
          aria-label={`${label}: ${name}`}
          title={label}
          onClick={run}
        >
          <Sign size={16} aria-hidden="true" />
          <span className={css.rowLabel}>{label}</span>
        </Button>
      ))}
    </span>
  );
}

import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { FieldInput } from './FieldInput.tsx';
import { cellsOf, type Field, valueAt } from './fields.ts';

interface Props {
  field: Field;
  document: unknown;
  faults: Record<string, string>;
  put: (path: string, value: unknown) => void;
}

/** A list of things with fields of their own: each can be taken away, one more can be added. */
export function RowsInput({ field, document, faults, put }: Props) {
  const { t } = useTranslation('admin');
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const words = t('field', { returnObjects: true }) as Record<string, string>;
  const label = words[field.name] ?? '';
  const fault = faults[field.path];
  const rows = (valueAt(document, field.path) ?? []) as unknown[];

  function add(): void {
    put(field.path, [...rows, field.fresh?.()]);
    requestAnimationFrame(() =>
      list.current?.lastElementChild?.querySelector<HTMLElement>('input, select')?.focus(),
    );
  }

  return (
    <div className={css.rows} role="group" aria-labelledby={id}>
      <p className={css.switchName} id={id}>
        {label}
      </p>
      <p className={css.hint}>{words[`${field.name}Hint`]}</p>
      <ol ref={list}>
        {cellsOf(field, document).map((cells, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names and hold no state.
          <li key={index} className={css.row}>
            {cells.map((cell) => (
              <FieldInput
                key={cell.path}
                field={cell}
                value={valueAt(document, cell.path)}
                fault={faults[cell.path]}
                onChange={(value) => put(cell.path, value)}
              />
            ))}
            <ActionIcon
              variant="subtle"
              color="bad"
              size={36}
              aria-label={t('removeRow', { label, n: index + 1 })}
              onClick={() => put(field.path, rows.toSpliced(index, 1))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {fault && (
        <p className={css.fault} id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <Button
        name={field.path}
        aria-describedby={fault && `${id}-fault`}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        aria-label={t('addRow', { label })}
        onClick={add}
      >
        {t('add')}
      </Button>
    </div>
  );
}

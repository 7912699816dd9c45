/* The frame of a list in a form: rows that can be taken away, and one more. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Form.module.css';

interface Props {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  /** How the button is called for the server's problems to find it. */
  name: string;
  count: number;
  row: (index: number) => ReactNode;
  onAdd: () => void;
  onRemove: (index: number) => void;
  /** With it the rows have an order that can be changed. */
  onMove?: (index: number, step: 1 | -1) => void;
  full?: boolean;
}

export function Rows(props: Props) {
  const { label, hint, fault, name, count, onMove } = props;
  const { t } = useTranslation('flows');
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const add = () => {
    props.onAdd();
    requestAnimationFrame(() =>
      list.current?.lastElementChild?.querySelector<HTMLElement>('input, select')?.focus(),
    );
  };
  return (
    <div className={css.rows} role="group" aria-labelledby={id}>
      <p className={css.name} id={id}>
        {label}
      </p>
      {hint && <p className={css.hint}>{hint}</p>}
      <ol ref={list}>
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names; what holds state in one has a key.
          <li key={index} className={css.row}>
            <div className={css.cells}>{props.row(index)}</div>
            <span className={css.rowButtons}>
              {onMove && (
                <>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={36}
                    disabled={index === 0}
                    aria-label={t('rows.up', { label, n: index + 1 })}
                    onClick={() => onMove(index, -1)}
                  >
                    <IconArrowUp size={18} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={36}
                    disabled={index === count - 1}
                    aria-label={t('rows.down', { label, n: index + 1 })}
                    onClick={() => onMove(index, 1)}
                  >
                    <IconArrowDown size={18} />
                  </ActionIcon>
                </>
              )}
              <ActionIcon
                variant="subtle"
                color="bad"
                size={36}
                aria-label={t('rows.remove', { label, n: index + 1 })}
                onClick={() => props.onRemove(index)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      {fault && <p className={css.fault}>{fault}</p>}
      <Button
        name={name}
        variant="default"
        size="xs"
        disabled={props.full ?? false}
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        aria-label={t('rows.addTo', { label })}
        onClick={add}
      >
        {t('rows.add')}
      </Button>
    </div>
  );
}

/*
 * A list of pairs, name and value: what is set, sent, taken back. In the document it is an object; while it is
 * written two rows may have the same name or none, so the rows are kept here and only whole ones are passed on.
 */
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useField, useForm } from './Form.ts';
import { Rows } from './Rows.tsx';
import { useFieldWords } from './words.ts';

/** Free text, or one of a list of names. */
type Cell = { free: true } | { of: readonly string[] };

interface Props {
  path: string;
  name?: string;
  left: Cell;
  right: Cell;
  /** Named under flows.field. */
  leftName: string;
  rightName: string;
}

type Pair = [string, string];

const whole = (rows: readonly Pair[]): Record<string, string> | undefined => {
  const kept = rows.filter(([left]) => left);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};

export function ValuesField(props: Props) {
  const { path, name = path } = props;
  const { i18n } = useTranslation();
  const { problems } = useForm();
  const { value, put } = useField<Record<string, string>>(path, i18n.language);
  const { label, hint } = useFieldWords(name);
  const [rows, setRows] = useState<Pair[]>(() => Object.entries(value ?? {}));
  // Another node, an undo or a loaded draft: what the document holds now counts.
  const shown = same(whole(rows), value) ? rows : Object.entries(value ?? {});
  const change = (next: Pair[]) => {
    setRows(next);
    put(whole(next));
  };
  const fault = problems.find(
    (each) => each.field === path || each.field.startsWith(`${path}.`),
  )?.text;
  return (
    <Rows
      label={label}
      hint={hint}
      fault={fault?.[i18n.language === 'it' ? 'it' : 'en']}
      name={path}
      count={shown.length}
      onAdd={() => change([...shown, ['', '']])}
      onRemove={(index) => change(shown.toSpliced(index, 1))}
      row={(index) => {
        const [left, right] = shown[index] ?? ['', ''];
        return (
          <>
            <CellInput
              cell={props.left}
              name={props.leftName}
              value={left}
              onChange={(next) => change(shown.with(index, [next, right]))}
            />
            <CellInput
              cell={props.right}
              name={props.rightName}
              value={right}
              onChange={(next) => change(shown.with(index, [left, next]))}
            />
          </>
        );
      }}
    />
  );
}

const same = (one: unknown, other: unknown) =>
  JSON.stringify(one ?? {}) === JSON.stringify(other ?? {});

interface CellProps {
  cell: Cell;
  name: string;
  value: string;
  onChange: (value: string) => void;
}

function CellInput({ cell, name, value, onChange }: CellProps) {
  const { t } = useTranslation('flows');
  const { label } = useFieldWords(name);
  if ('free' in cell)
    return (
      <TextInput
        label={label}
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <NativeSelect
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('node.choose') },
        ...(value && !cell.of.includes(value)
          ? [{ value, label: t('node.missing', { name: value }) }]
          : []),
        ...cell.of.map((each) => ({ value: each, label: each })),
      ]}
    />
  );
}

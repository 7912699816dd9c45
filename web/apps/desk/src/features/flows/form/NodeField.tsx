/* Where to go on: one of the nodes, or a new one; beside it the way to look at it. */
import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './Form.module.css';
import { useField, useForm } from './Form.ts';
import { useFieldWords } from './words.ts';

const FRESH = '+';

interface Props {
  path: string;
  name?: string;
  /** What an empty choice means; without it one has to choose. */
  none?: string;
  label?: string;
}

export function NodeField({ path, name = path, none, label }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { flow, go, createAt } = useForm();
  const { value = '', put, fault } = useField<string>(path, i18n.language);
  const words = useFieldWords(name);
  const kinds = t('kind', { returnObjects: true }) as Record<string, string>;
  const known = Object.entries(flow.nodes).map(([id, node]) => ({
    value: id,
    label: `${id} · ${kinds[node.type] ?? node.type}`,
  }));
  const lost = value && !(value in flow.nodes);
  return (
    <div className={css.node}>
      <NativeSelect
        name={path}
        label={label ?? words.label}
        description={label ? undefined : words.hint}
        error={fault}
        value={value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          if (chosen === FRESH) createAt(path);
          else put(chosen || undefined);
        }}
        data={[
          { value: '', label: none ?? t('node.choose') },
          ...(lost ? [{ value, label: t('node.missing', { name: value }) }] : []),
          ...known,
          { value: FRESH, label: t('node.fresh') },
        ]}
      />
      <ActionIcon
        variant="default"
        size={36}
        disabled={!value || lost === true}
        aria-label={t('node.go', { name: value })}
        onClick={() => go(value)}
      >
        <IconArrowRight size={18} />
      </ActionIcon>
    </div>
  );
}

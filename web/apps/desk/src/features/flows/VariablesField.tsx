/* What the flow learns and knows: names, types, values at the start. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VariableType } from './api.ts';
import { useForm } from './form/Form.ts';
import { Rows } from './form/Rows.tsx';
import { useFieldWords } from './form/words.ts';
import { NAME, withValue } from './model/change.ts';
import { VARIABLE_TYPES } from './model/variables.ts';
import type { useEditor } from './useEditor.ts';

type Change = ReturnType<typeof useEditor>['change'];

export function VariablesField({ change }: { change: Change }) {
  const { t, i18n } = useTranslation('flows');
  const { flow, problems, declareAt } = useForm();
  const { label, hint } = useFieldWords('variables');
  const entries = Object.entries(flow.variables);
  const fault = problems.find((each) => each.field === 'variables')?.text;
  return (
    <Rows
      name="variables"
      label={label}
      hint={hint}
      fault={fault?.[i18n.language === 'it' ? 'it' : 'en']}
      count={entries.length}
      onAdd={() => declareAt('')}
      onRemove={(index) => {
        const name = entries[index]?.[0] ?? '';
        change((now) => withValue(now, `variables.${name}`, undefined), `-$${name}`);
      }}
      row={(index) => {
        const [name, variable] = entries[index] ?? ['', { type: 'text' as VariableType }];
        const put = (field: string, value: unknown) =>
          change((now) => withValue(now, `variables.${name}.${field}`, value), `$${name}/${field}`);
        return (
          <>
            <NameCell key={name} name={name} change={change} />
            <NativeSelect
              label={t('variable.type')}
              value={variable.type}
              onChange={(event) => put('type', event.currentTarget.value)}
              data={VARIABLE_TYPES.map((each) => ({ value: each, label: t(`type.${each}`) }))}
            />
            <TextInput
              label={t('variable.value')}
              maxLength={1000}
              value={variable.value ?? ''}
              onChange={(event) => put('value', event.currentTarget.value || undefined)}
            />
          </>
        );
      }}
    />
  );
}

/** A new name counts once the field is left; texts that name the old one say so as problems. */
function NameCell({ name, change }: { name: string; change: Change }) {
  const { t } = useTranslation('flows');
  const { flow } = useForm();
  const [written, setWritten] = useState(name);
  const taken = written !== name && written in flow.variables;
  const fault = !NAME.test(written) ? t('node.badName') : taken ? t('variable.taken') : undefined;
  return (
    <TextInput
      label={t('variable.name')}
      maxLength={40}
      value={written}
      error={fault}
      onChange={(event) => setWritten(event.currentTarget.value)}
      onBlur={() => {
        if (fault || written === name) return;
        change((now) => {
          const variables = Object.fromEntries(
            Object.entries(now.variables).map(([id, each]) => [id === name ? written : id, each]),
          );
          return { ...now, variables };
        }, `$${name}→${written}`);
      }}
    />
  );
}

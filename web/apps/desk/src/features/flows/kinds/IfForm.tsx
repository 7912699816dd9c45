import { useTranslation } from 'react-i18next';
import { moved } from '../../admin/words.ts';
import type { NodeOf } from '../api.ts';
import { ChoiceField } from '../form/ChoiceField.tsx';
import { useField } from '../form/Form.ts';
import { NodeField } from '../form/NodeField.tsx';
import { Rows } from '../form/Rows.tsx';
import { TextField } from '../form/TextField.tsx';
import { VariableField } from '../form/VariableField.tsx';
import { useFieldWords } from '../form/words.ts';

type Condition = NodeOf<'if'>['conditions'][number];

const COMPARISONS = ['equal', 'different', 'less', 'greater', 'given'] as const;

export function IfForm() {
  const { i18n } = useTranslation();
  const { value: conditions = [], put, fault } = useField<Condition[]>('conditions', i18n.language);
  const { label, hint } = useFieldWords('conditions');
  return (
    <>
      <Rows
        name="conditions"
        label={label}
        hint={hint}
        fault={fault}
        count={conditions.length}
        onAdd={() => put([...conditions, { variable: '', is: 'equal', value: '' }])}
        onRemove={(index) => put(conditions.toSpliced(index, 1))}
        onMove={(index, step) => put(moved(conditions, index, step))}
        row={(index) => (
          <ConditionCells at={`conditions[${index}]`} given={conditions[index]?.is === 'given'} />
        )}
      />
      <NodeField path="otherwise" />
    </>
  );
}

function ConditionCells({ at, given }: { at: string; given: boolean }) {
  return (
    <>
      <VariableField path={`${at}.variable`} name="variable" builtIn />
      <ChoiceField path={`${at}.is`} name="is" options={COMPARISONS} />
      {!given && <TextField path={`${at}.value`} name="value" />}
      <NodeField path={`${at}.next`} name="next" />
    </>
  );
}

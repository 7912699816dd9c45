import { useForm } from '../form/Form.ts';
import { NodeField } from '../form/NodeField.tsx';
import { SwitchField } from '../form/SwitchField.tsx';
import { ValuesField } from '../form/ValuesField.tsx';

export function SetForm() {
  const { flow, put } = useForm();
  const names = Object.entries(flow.variables)
    .filter(([, variable]) => variable.type !== 'secret')
    .map(([name]) => name);
  return (
    <>
      <ValuesField
        path="variables"
        name="setVariables"
        left={{ of: names }}
        right={{ free: true }}
        leftName="variable"
        rightName="value"
      />
      <ValuesField
        path="record"
        left={{ free: true }}
        right={{ free: true }}
        leftName="recordField"
        rightName="value"
      />
      <SwitchField path="patient" onChange={(on) => put('patient', on || undefined)} />
      <NodeField path="next" />
    </>
  );
}

import { InputFields } from '../form/InputFields.tsx';
import { NodeField } from '../form/NodeField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { ValidatorField } from '../form/ValidatorField.tsx';
import { VariableField } from '../form/VariableField.tsx';

export function AskForm() {
  return (
    <>
      <PromptField path="prompt" />
      <VariableField path="variable" />
      <NodeField path="next" />
      <ValidatorField path="validator" />
      <InputFields />
    </>
  );
}

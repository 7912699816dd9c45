import { InputFields } from '../form/InputFields.tsx';
import { NodeField } from '../form/NodeField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { ValidatorField } from '../form/ValidatorField.tsx';
import { VariableField } from '../form/VariableField.tsx';

export function SecretForm() {
  return (
    <>
      <PromptField path="prompt" />
      <VariableField path="variable" name="variableSecret" only="secret" />
      <NodeField path="next" />
      <ValidatorField path="validator" byKeys />
      <InputFields />
    </>
  );
}

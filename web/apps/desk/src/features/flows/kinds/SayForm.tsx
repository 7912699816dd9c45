import { NodeField } from '../form/NodeField.tsx';
import { PromptField } from '../form/PromptField.tsx';

export function SayForm() {
  return (
    <>
      <PromptField path="prompt" />
      <NodeField path="next" />
    </>
  );
}

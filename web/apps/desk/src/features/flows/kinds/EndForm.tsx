import { useForm } from '../form/Form.ts';
import { PromptField } from '../form/PromptField.tsx';
import { TextField } from '../form/TextField.tsx';

export function EndForm() {
  const { flow } = useForm();
  return (
    <>
      <PromptField path="prompt" optional />
      {flow.module && <TextField path="outcome" max={40} />}
    </>
  );
}

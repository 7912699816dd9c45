import { useForm } from '../form/Form.ts';
import { NodeField } from '../form/NodeField.tsx';
import { NumberField } from '../form/NumberField.tsx';
import { PromptField } from '../form/PromptField.tsx';
import { TextField } from '../form/TextField.tsx';
import { ValuesField } from '../form/ValuesField.tsx';

export function LookUpForm() {
  const { flow } = useForm();
  const names = Object.entries(flow.variables)
    .filter(([, variable]) => variable.type !== 'secret')
    .map(([name]) => name);
  return (
    <>
      <TextField path="url" needed />
      <NumberField path="deadline_ms" unit="seconds" usual="5" />
      <ValuesField
        path="send"
        left={{ free: true }}
        right={{ free: true }}
        leftName="sendField"
        rightName="value"
      />
      <ValuesField
        path="answers"
        left={{ of: names }}
        right={{ free: true }}
        leftName="variable"
        rightName="answerField"
      />
      <PromptField path="prompt" name="promptLookUp" optional />
      <NodeField path="ok" />
      <NodeField path="not_found" />
      <NodeField path="timed_out" />
      <NodeField path="failed" name="failedLookUp" />
    </>
  );
}

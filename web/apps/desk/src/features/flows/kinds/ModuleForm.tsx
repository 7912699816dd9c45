import { useTranslation } from 'react-i18next';
import { useField, useForm } from '../form/Form.ts';
import { NodeField } from '../form/NodeField.tsx';
import { PlaceField } from '../form/PlaceField.tsx';
import { ValuesField } from '../form/ValuesField.tsx';

export function ModuleForm() {
  const { i18n } = useTranslation();
  const { flow, places } = useForm();
  const { value } = useField<string>('module', i18n.language);
  const module = places.modules.find((each) => each.key === value);
  return (
    <>
      <PlaceField path="module" of="modules" />
      <NodeField path="next" name="nextModule" />
      {module && (
        <>
          <ValuesField
            path="parameters"
            name="parametersGiven"
            left={{ of: module.parameters }}
            right={{ free: true }}
            leftName="parameter"
            rightName="value"
          />
          <ValuesField
            path="returns"
            left={{ of: Object.keys(flow.variables) }}
            right={{ of: module.variables }}
            leftName="variable"
            rightName="moduleVariable"
          />
          <ValuesField
            path="outcomes"
            left={{ of: module.outcomes }}
            right={{ of: Object.keys(flow.nodes) }}
            leftName="outcome"
            rightName="node"
          />
        </>
      )}
    </>
  );
}

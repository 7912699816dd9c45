/* The flow itself: its name, languages, where it begins, the way to a person, its variables. */
import { useTranslation } from 'react-i18next';
import css from './Editor.module.css';
import { ChecksField } from './form/ChecksField.tsx';
import formCss from './form/Form.module.css';
import { FormProvider, type FormState } from './form/Form.ts';
import { NodeField } from './form/NodeField.tsx';
import { SwitchField } from './form/SwitchField.tsx';
import { TextField } from './form/TextField.tsx';
import type { useEditor } from './useEditor.ts';
import { VariablesField } from './VariablesField.tsx';

interface Props {
  form: Omit<FormState, 'document'>;
  change: ReturnType<typeof useEditor>['change'];
}

export function SettingsPane({ form, change }: Props) {
  const { t } = useTranslation('flows');
  const { flow } = form;
  const module = flow.module === true;
  return (
    <FormProvider value={{ ...form, document: flow }}>
      <div className={css.paneHead}>
        <div>
          <h2 tabIndex={-1} data-heading>
            {t('settings.title')}
          </h2>
          <p>{t('settings.text', { key: flow.id })}</p>
        </div>
      </div>
      <div className={formCss.fields}>
        <TextField path="name" name="flowName" needed max={80} />
        <ChecksField
          path="languages"
          options={[
            { value: 'it', label: t('language.it') },
            { value: 'en', label: t('language.en') },
          ]}
        />
        <NodeField path="start" />
        {!module && <NodeField path="person" />}
        <SwitchField
          path="module"
          onChange={(on) =>
            change((now) => {
              const { module: _, person, parameters: __, ...rest } = now;
              return on ? { ...rest, module: true } : { ...rest, ...(person && { person }) };
            }, 'module')
          }
        />
        {module && (
          <ChecksField
            path="parameters"
            options={Object.keys(flow.variables).map((each) => ({ value: each, label: each }))}
          />
        )}
        <VariablesField change={change} />
      </div>
    </FormProvider>
  );
}

/* One node: its name, its kind, its form, and taking it away. */
import { announce } from '@centralino/ui/announce.tsx';
import { Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Editor.module.css';
import formCss from './form/Form.module.css';
import { FormProvider, type FormState } from './form/Form.ts';
import { FORMS } from './kinds/forms.ts';
import { ICONS } from './kinds/icons.ts';
import { NAME, renamed, withoutNode } from './model/change.ts';
import type { useEditor } from './useEditor.ts';

interface Props {
  name: string;
  form: Omit<FormState, 'document'>;
  change: ReturnType<typeof useEditor>['change'];
  onOpen: (node: string) => void;
}

export function NodePane({ name, form, change, onOpen }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { flow } = form;
  const node = flow.nodes[name];
  if (!node) return null;
  const Icon = ICONS[node.type];
  const Fields = FORMS[node.type];
  // What is said of the node as a whole has no field to stand at.
  const general = form.problems.filter((each) => !each.field);
  return (
    <FormProvider value={{ ...form, document: node }}>
      <div className={css.paneHead}>
        <Icon size={22} stroke={1.5} aria-hidden="true" />
        <div>
          <h2 tabIndex={-1} data-heading>
            {t(`kind.${node.type}`)}
          </h2>
          <p>{t(`does.${node.type}`)}</p>
        </div>
        <Button
          variant="subtle"
          color="bad"
          size="xs"
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={() => {
            change((now) => withoutNode(now, name), `-${name}`);
            announce(t('node.removed', { name }));
            onOpen(flow.start === name ? '' : flow.start);
          }}
        >
          {t('node.remove')}
        </Button>
      </div>
      {general.map((each) => (
        <p key={each.code} className={css.general}>
          {each.text[i18n.language === 'it' ? 'it' : 'en']}
        </p>
      ))}
      <div className={formCss.fields}>
        <NameField name={name} form={form} change={change} onOpen={onOpen} />
        <Fields />
      </div>
    </FormProvider>
  );
}

/** Renaming keeps every way that leads here; the new name counts once the field is left. */
function NameField({ name, form, change, onOpen }: Props) {
  const { t } = useTranslation('flows');
  const [written, setWritten] = useState(name);
  const taken = written !== name && written in form.flow.nodes;
  const fault = !NAME.test(written) ? t('node.badName') : taken ? t('node.taken') : undefined;
  return (
    <TextInput
      label={t('node.name')}
      description={t('node.nameHint')}
      maxLength={40}
      value={written}
      error={fault}
      onChange={(event) => setWritten(event.currentTarget.value)}
      onBlur={() => {
        if (fault || written === name) return;
        change((now) => renamed(now, name, written), `${name}→${written}`);
        onOpen(written);
      }}
    />
  );
}

import { Dialog } from '@centralino/ui/Dialog.tsx';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import adminCss from '../admin/Admin.module.css';
import type { Flow, VariableType } from './api.ts';
import { NAME } from './model/change.ts';
import { VARIABLE_TYPES } from './model/variables.ts';

interface Props {
  flow: Flow;
  secret: boolean;
  onMake: (name: string, type: VariableType) => void;
  onClose: () => void;
}

export function NewVariableDialog({ flow, secret, onMake, onClose }: Props) {
  const { t } = useTranslation('flows');
  const common = useTranslation().t;
  const [name, setName] = useState('');
  const [type, setType] = useState<VariableType>(secret ? 'secret' : 'text');
  const [asked, setAsked] = useState(false);
  const fault = !NAME.test(name)
    ? t('node.badName')
    : name in flow.variables
      ? t('variable.taken')
      : undefined;
  return (
    <Dialog title={t('variable.title')} onClose={onClose}>
      <form
        className={adminCss.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (!fault) onMake(name, type);
        }}
      >
        <TextInput
          data-autofocus
          label={t('variable.name')}
          description={t('node.nameHint')}
          maxLength={40}
          value={name}
          error={asked && fault}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('variable.type')}
          description={t('variable.typeHint')}
          value={type}
          onChange={(event) => setType(event.currentTarget.value as VariableType)}
          data={VARIABLE_TYPES.map((each) => ({ value: each, label: t(`type.${each}`) }))}
        />
        <div className={adminCss.buttons}>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button type="submit">{t('variable.make')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

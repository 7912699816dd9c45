import { Dialog } from '@centralino/ui/Dialog.tsx';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import adminCss from '../admin/Admin.module.css';
import type { Flow, Kind } from './api.ts';
import css from './Flows.module.css';
import { ICONS, KINDS } from './kinds/icons.ts';
import { NAME, nameFor } from './model/change.ts';

interface Props {
  flow: Flow;
  onMake: (name: string, kind: Kind) => void;
  onClose: () => void;
}

/** Which kind, and what it is called; the name follows the kind until one is written. */
export function NewNodeDialog({ flow, onMake, onClose }: Props) {
  const { t } = useTranslation('flows');
  const common = useTranslation().t;
  const [kind, setKind] = useState<Kind>('say');
  const [written, setWritten] = useState<string>();
  const name = written ?? nameFor(flow, kind);
  const fault = !NAME.test(name)
    ? t('node.badName')
    : name in flow.nodes
      ? t('node.taken')
      : undefined;
  return (
    <Dialog title={t('node.title')} onClose={onClose} width={720}>
      <form
        className={adminCss.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (!fault) onMake(name, kind);
        }}
      >
        <fieldset className={css.kinds}>
          <legend>{t('node.kind')}</legend>
          {KINDS.map((each, index) => {
            const Icon = ICONS[each];
            return (
              <label key={each} className={css.kind} data-chosen={each === kind || undefined}>
                <input
                  type="radio"
                  name="kind"
                  {...(index === 0 && { 'data-autofocus': true })}
                  checked={each === kind}
                  onChange={() => setKind(each)}
                />
                <Icon size={20} stroke={1.5} aria-hidden="true" />
                <span>
                  <span className={css.templateName}>{t(`kind.${each}`)}</span>
                  <span className={adminCss.hint}>{t(`does.${each}`)}</span>
                </span>
              </label>
            );
          })}
        </fieldset>
        <TextInput
          label={t('node.name')}
          description={t('node.nameHint')}
          maxLength={40}
          value={name}
          error={fault}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
        <div className={adminCss.buttons}>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button type="submit">{t('node.make')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

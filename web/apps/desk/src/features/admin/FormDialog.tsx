/* A few fields in a dialog: making a thing, or changing a small one. */
import '@centralino/ui/mantine-forms.css';
import { announce } from '@centralino/ui/announce.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { Fields } from './Fields.tsx';
import type { Field } from './fields.ts';
import { useDocument } from './useDocument.ts';

interface Props<T> {
  title: string;
  /** What the button says. */
  action: string;
  saved: T;
  fields: readonly Field[];
  onSave: (document: T, key: string) => Promise<unknown>;
  onClose: () => void;
  /** Our own words for refusals, by field or by code. */
  because?: Partial<Record<string, string>>;
  /** Said when it is done; what is not said shows by itself. */
  done?: string;
  width?: number;
  /** Stays open when it was saved, for a second step. */
  stays?: boolean;
  children?: ReactNode;
}

export function FormDialog<T>(props: Props<T>) {
  const { t } = useTranslation();
  const { title, action, saved, fields, onSave, onClose, because, done, stays } = props;
  const its = useDocument({
    saved,
    fields,
    onSave,
    because,
    onSaved: () => {
      if (done) announce(done);
      if (!stays) onClose();
    },
  });
  return (
    <Dialog title={title} onClose={onClose} {...(props.width && { width: props.width })}>
      <form ref={its.form} className={css.dialog} onSubmit={its.submit} noValidate>
        {props.children}
        <div className={css.dialogFields}>
          <Fields fields={fields} first {...its} />
        </div>
        {its.note && <ErrorNote {...its.note} />}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={its.busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

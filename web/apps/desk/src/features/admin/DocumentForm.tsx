/* A document as a form: sections of fields, and a bar that says whether all is saved. */
import '@centralino/ui/mantine-forms.css';
import { announce } from '@centralino/ui/announce.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { Fields } from './Fields.tsx';
import type { Section } from './fields.ts';
import { SaveBar } from './SaveBar.tsx';
import { useDocument } from './useDocument.ts';

interface Props<T> {
  /** What the server holds now. */
  saved: T;
  sections: readonly Section[];
  titleOf: (section: string) => string;
  onSave: (document: T) => Promise<unknown>;
  /** Our own words for refusals, by field or by code. */
  because?: Partial<Record<string, string>>;
}

export function DocumentForm<T>({ saved, sections, titleOf, onSave, because }: Props<T>) {
  const { t } = useTranslation('admin');
  const formId = useId();
  const its = useDocument({
    saved,
    fields: sections.flatMap((section) => section.fields),
    onSave,
    because,
    onSaved: () => announce(t('saved')),
  });
  return (
    <form ref={its.form} className={css.form} onSubmit={its.submit} noValidate>
      {sections.map(({ name, fields }) => (
        <section key={name} className={css.card} aria-labelledby={`${formId}-${name}`}>
          <h2 id={`${formId}-${name}`}>{titleOf(name)}</h2>
          <div className={css.fields}>
            <Fields fields={fields} {...its} />
          </div>
        </section>
      ))}
      {its.note && <ErrorNote {...its.note} />}
      <SaveBar dirty={its.dirty} faults={its.count} busy={its.busy} onUndo={its.undo} />
    </form>
  );
}

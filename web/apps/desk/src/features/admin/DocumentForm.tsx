/*
 * A document as a form: sections of fields, faults at their fields, and a bar that says whether all is saved.
 * What the server refuses stands at the field it names; the first one gets the focus.
 */
import '@centralino/ui/mantine-forms.css';
import { isApiError } from '@centralino/api/client.ts';
import { announce } from '@centralino/ui/announce.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { FieldInput } from './FieldInput.tsx';
import { faultOf, refusals, type Section, valueAt, withValue } from './fields.ts';
import { SaveBar } from './SaveBar.tsx';

interface Props<T> {
  /** What the server holds now. */
  saved: T;
  sections: readonly Section[];
  titleOf: (section: string) => string;
  onSave: (document: T) => Promise<unknown>;
}

export function DocumentForm<T>({ saved, sections, titleOf, onSave }: Props<T>) {
  const { t } = useTranslation('admin');
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [document, setDocument] = useState(saved);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const dirty = JSON.stringify(document) !== JSON.stringify(saved);
  const fields = sections
    .flatMap((section) => section.fields)
    .filter((field) => field.when?.(document) ?? true);

  const save = useMutation({
    mutationFn: () => onSave(document),
    onSuccess: () => announce(t('saved')),
    onError: (error) => {
      if (isApiError(error)) show(refusals(fields, error.fields));
    },
  });

  function show(found: Record<string, string>): void {
    setFaults(found);
    const first = fields.find((field) => found[field.path]);
    // The fault has to be drawn before its field can be described by it.
    if (first) requestAnimationFrame(() => input(first.path)?.focus());
  }
  const input = (path: string) =>
    form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(path)}"]`);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found: Record<string, string> = {};
    for (const field of fields) {
      const fault = faultOf(field, valueAt(document, field.path));
      if (fault) found[field.path] = fault.kind === 'needed' ? t('needed') : t('range', fault);
    }
    show(found);
    if (Object.keys(found).length === 0) save.mutate();
  }

  const count = Object.keys(faults).filter(Boolean).length;
  return (
    <form ref={form} className={css.form} onSubmit={submit} noValidate>
      {sections.map((section) => (
        <section
          key={section.name}
          className={css.card}
          aria-labelledby={`${formId}-${section.name}`}
        >
          <h2 id={`${formId}-${section.name}`}>{titleOf(section.name)}</h2>
          <div className={css.fields}>
            {section.fields
              .filter((field) => fields.includes(field))
              .map((field) => (
                <FieldInput
                  key={field.path}
                  field={field}
                  value={valueAt(document, field.path)}
                  fault={faults[field.path]}
                  onChange={(value) => setDocument(withValue(document, field.path, value))}
                />
              ))}
          </div>
        </section>
      ))}
      {save.isError && count === 0 && (
        <ErrorNote error={save.error} {...(faults[''] && { text: faults[''] })} />
      )}
      <SaveBar
        dirty={dirty}
        faults={count}
        busy={save.isPending}
        onUndo={() => {
          setDocument(saved);
          setFaults({});
          save.reset();
        }}
      />
    </form>
  );
}

/*
 * What every form of the administration does: holds a changed document, finds its faults, saves it, and shows
 * what the server refuses at the field it names. The first fault gets the focus.
 */
import { isApiError, newKey } from '@centralino/api/client.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Field, faultOf, placesOf, refusals, valueAt, withValue } from './fields.ts';

interface Wishes<T> {
  /** What the server holds now. */
  saved: T;
  fields: readonly Field[];
  /** The key stays the same while it is unknown whether the server got the request. */
  onSave: (document: T, key: string) => Promise<unknown>;
  onSaved: () => void;
  /** Our own words for what the server may refuse: by field ("email") or by code ("last_admin"). */
  because?: Partial<Record<string, string>> | undefined;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export function useDocument<T>({ saved, fields, onSave, onSaved, because = {} }: Wishes<T>) {
  const { t } = useTranslation('admin');
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(newKey());
  const [document, setDocument] = useState(saved);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const places = placesOf(fields, document);

  const save = useMutation({
    mutationFn: () => onSave(document, key.current),
    onSuccess: onSaved,
    onError: (error) => {
      if (!isApiError(error) || error.unreachable) return;
      key.current = newKey();
      const said = error.fields.map(({ field, message }) => ({
        field,
        message: because[field.replace(/\[.*/, '')] ?? message,
      }));
      show(refusals(places, said));
    },
  });

  // What somebody else saved meanwhile is not taken while there are changes of one's own.
  const [base, setBase] = useState(saved);
  const dirty = !same(document, base);
  if (!same(saved, base) && (save.isSuccess || !dirty)) {
    setBase(saved);
    setDocument(saved);
  }

  function show(found: Record<string, string>): void {
    setFaults(found);
    const first = places.find((field) => found[field.path]);
    // The fault has to be drawn before its field can be described by it.
    if (first) requestAnimationFrame(() => input(first.path)?.focus());
  }
  const input = (path: string) =>
    form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(path)}"]`);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found: Record<string, string> = {};
    for (const field of places) {
      const fault = faultOf(field, valueAt(document, field.path));
      if (fault) found[field.path] = 'min' in fault ? t(fault.kind, fault) : t(fault.kind);
    }
    show(found);
    if (Object.keys(found).length === 0) save.mutate();
  }

  const count = Object.keys(faults).filter(Boolean).length;
  const words = isApiError(save.error) ? because[save.error.code] : undefined;
  const text = faults[''] ?? words;
  return {
    form,
    document,
    faults,
    count,
    dirty,
    busy: save.isPending,
    /** What went wrong and stands at no field. */
    note: save.isError && count === 0 ? { error: save.error, ...(text && { text }) } : undefined,
    put: (path: string, value: unknown) => {
      if (save.isSuccess) save.reset();
      setDocument(withValue(document, path, value));
    },
    submit,
    undo: () => {
      setDocument(saved);
      setFaults({});
      save.reset();
    },
  };
}

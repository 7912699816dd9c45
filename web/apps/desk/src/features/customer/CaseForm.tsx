import '@centralino/ui/mantine-forms.css';
import type { CaseChange, CaseSummary } from '@centralino/api/types.ts';
import { useLiveStore } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeCase } from './api.ts';
import css from './ContextPane.module.css';

const STATES = ['new', 'open', 'waiting_on_customer', 'waiting_on_us', 'solved', 'closed'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const TYPES = ['request', 'complaint', 'problem'] as const;

interface Props {
  summary: CaseSummary;
  conversationId: string;
  canEdit: boolean;
}

/** Each field saves when it changes; the old value comes back when the server refuses. */
export function CaseForm({ summary, conversationId, canEdit }: Props) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const [shown, setShown] = useState(summary);
  useEffect(() => setShown(summary), [summary]);
  const save = useMutation({
    mutationFn: (change: CaseChange) => changeCase(summary.id, change),
    onSuccess: (saved) => {
      announce(t('context.saved'));
      setShown(saved);
      store.change((state) => ({
        ...state,
        conversations: state.conversations.map((each) =>
          each.id === conversationId ? { ...each, case: saved } : each,
        ),
      }));
    },
    onError: () => setShown(summary),
  });

  function change(values: CaseChange): void {
    setShown((old) => ({ ...old, ...values }));
    save.mutate(values);
  }

  function pick<K extends 'state' | 'priority' | 'type'>(
    name: K,
    values: readonly CaseSummary[K][],
    label: (value: CaseSummary[K]) => string,
  ) {
    return (
      <NativeSelect
        label={t(`context.${name}`)}
        size="xs"
        disabled={!canEdit}
        value={shown[name]}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
        data={values.map((value) => ({ value, label: label(value) }))}
      />
    );
  }

  return (
    <div className={css.form}>
      <TextInput
        className={css.wide ?? ''}
        label={t('context.subject')}
        size="xs"
        disabled={!canEdit}
        value={shown.subject}
        onChange={(event) => setShown({ ...shown, subject: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={() => {
          const subject = shown.subject.trim();
          if (subject && subject !== summary.subject) change({ subject });
          else setShown({ ...shown, subject: summary.subject });
        }}
      />
      {pick('state', STATES, (value) => t(`caseState.${value}`))}
      {pick('priority', PRIORITIES, (value) => t(`priority.${value}`))}
      {pick('type', TYPES, (value) => t(`caseType.${value}`))}
      <div>
        <p className={css.label}>{t('context.owner')}</p>
        <p className={css.owner}>{shown.owner?.name ?? t('context.nobody')}</p>
      </div>
      {save.isError && (
        <div className={css.wide}>
          <ErrorNote error={save.error} />
        </div>
      )}
    </div>
  );
}

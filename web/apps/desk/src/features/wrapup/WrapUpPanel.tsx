import '@centralino/ui/mantine-forms.css';
import { newKey } from '@centralino/api/client.ts';
import type { WrapUp } from '@centralino/api/types.ts';
import { reduce } from '@centralino/live/model.ts';
import { useLive, useLiveStore, useServerNow } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { clock } from '@centralino/ui/duration.ts';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, Textarea } from '@mantine/core';
import { IconCheck, IconClockPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../commands/hub.ts';
import { completeWrapUp, extendWrapUp } from './api.ts';
import css from './WrapUp.module.css';

export default function WrapUpPanel({ wrapup }: { wrapup: WrapUp }) {
  const { t, i18n } = useTranslation();
  const store = useLiveStore();
  const navigate = useNavigate();
  const outcomes = useLive((state) => state.outcomes);
  const [outcome, setOutcome] = useState('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const group = useRef<HTMLFieldSetElement>(null);
  const key = useRef(newKey());
  const language = i18n.language === 'it' ? 'it' : 'en';

  const complete = useMutation({
    mutationFn: () => completeWrapUp(wrapup.id, outcome, note.trim(), key.current),
    onSuccess: () => {
      announce(t('wrapup.done'));
      store.change((state) =>
        reduce(state, {
          seq: state.seq,
          type: 'wrapup.ended',
          wrapup_id: wrapup.id,
          conversation_id: wrapup.conversation_id,
        }),
      );
      void navigate({ to: '/inbox' });
    },
    onError: () => {
      key.current = newKey();
    },
  });
  const extend = useMutation({
    mutationFn: () => extendWrapUp(wrapup.id),
    onSuccess: (next) => {
      announce(t('wrapup.extended'));
      store.change((state) =>
        reduce(state, { seq: state.seq, type: 'wrapup.changed', wrapup: next }),
      );
    },
  });

  useEffect(() => group.current?.querySelector('input')?.focus(), []);

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    setMissing(!outcome);
    if (outcome) complete.mutate();
    else group.current?.querySelector('input')?.focus();
  }
  useCommand('complete', submit);
  useCommand('extend', () => extend.mutate());

  return (
    <form className={css.panel} onSubmit={submit} aria-labelledby="wrapup-title" noValidate>
      <header className={css.head}>
        <div>
          <h2 id="wrapup-title">{t('wrapup.title')}</h2>
          <p>{t('wrapup.lead', { name: wrapup.customer_name })}</p>
        </div>
        <TimeLeft wrapup={wrapup} />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconClockPlus size={16} aria-hidden="true" />}
          loading={extend.isPending}
          onClick={() => extend.mutate()}
        >
          {t('wrapup.extend')}
        </Button>
      </header>
      <fieldset
        ref={group}
        className={css.outcomes}
        aria-describedby={missing ? 'outcome-missing' : undefined}
      >
        <legend>{t('wrapup.outcome')}</legend>
        {outcomes.map((each) => (
          <label
            key={each.key}
            className={css.outcome}
            data-chosen={outcome === each.key || undefined}
          >
            <input
              type="radio"
              name="outcome"
              value={each.key}
              checked={outcome === each.key}
              onChange={() => {
                setOutcome(each.key);
                setMissing(false);
              }}
            />
            <span className={css.text}>{each.label[language]}</span>
            <Badge tone={each.solved ? 'ok' : 'plain'}>
              {t(each.solved ? 'wrapup.solved' : 'wrapup.notSolved')}
            </Badge>
          </label>
        ))}
      </fieldset>
      {missing && (
        <p className={css.missing} id="outcome-missing" role="alert">
          {t('wrapup.outcomeMissing')}
        </p>
      )}
      <Textarea
        label={t('wrapup.note')}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {(complete.error ?? extend.error) && <ErrorNote error={complete.error ?? extend.error} />}
      <Button
        type="submit"
        className={css.done ?? ''}
        leftSection={<IconCheck size={18} aria-hidden="true" />}
        loading={complete.isPending}
      >
        {t('wrapup.complete')}
      </Button>
    </form>
  );
}

function TimeLeft({ wrapup }: { wrapup: WrapUp }) {
  const { t } = useTranslation();
  const now = useServerNow();
  const left = (Date.parse(wrapup.deadline_at) - now) / 1000;
  return (
    <div className={css.left} role="timer" data-late={left < 15 || undefined}>
      <span>{left > 0 ? t('wrapup.left') : t('wrapup.over')}</span>
      <strong className="num">{clock(left)}</strong>
    </div>
  );
}

import { isApiError, request } from '@centralino/api/client.ts';
import type { Language } from '@centralino/api/types.ts';
import { useLive, useLiveStore } from '@centralino/live/react.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Account.module.css';
import { chooseLanguage } from './language.ts';

const PASSWORD_LENGTH_MIN = 10;

export function AboutMe() {
  const { t } = useTranslation();
  const me = useLive((state) => state.me);
  const store = useLiveStore();
  const [name, setName] = useState(me.name);
  const [language, setLanguage] = useState<Language>(me.language);
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const save = useMutation({
    mutationFn: () => request('PATCH', '/api/v1/me', { body: { name: name.trim(), language } }),
    onSuccess: () => {
      store.change((state) => ({ ...state, me: { ...state.me, name: name.trim(), language } }));
      void chooseLanguage(language);
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(!name.trim());
    if (name.trim()) save.mutate();
    else input.current?.focus();
  }

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h3>{t('account.who')}</h3>
      <TextInput
        ref={input}
        data-autofocus
        label={t('account.name')}
        description={t('account.nameHint')}
        maxLength={100}
        autoComplete="name"
        value={name}
        error={missing && t('account.nameMissing')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('account.language')}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value === 'en' ? 'en' : 'it')}
        data={[
          { value: 'it', label: 'Italiano' },
          { value: 'en', label: 'English' },
        ]}
      />
      {save.isError && <ErrorNote error={save.error} />}
      <div className={css.end}>
        <span role="status" className={css.done}>
          {save.isSuccess && t('account.saved')}
        </span>
        <Button type="submit" loading={save.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

export function OwnPassword() {
  const { t } = useTranslation();
  const email = useLive((state) => state.me.email);
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [short, setShort] = useState(false);
  const [missing, setMissing] = useState(false);
  const oldInput = useRef<HTMLInputElement>(null);
  const freshInput = useRef<HTMLInputElement>(null);
  const change = useMutation({
    mutationFn: () =>
      request('PUT', '/api/v1/me/password', {
        body: { old_password: old, new_password: fresh },
      }),
    onSuccess: () => {
      setOld('');
      setFresh('');
    },
    onError: (error) => {
      if (isWrong(error)) requestAnimationFrame(() => oldInput.current?.select());
    },
  });
  const isWrong = (error: unknown) =>
    isApiError(error) && error.fields.some((each) => each.field === 'old_password');

  function submit(event: FormEvent): void {
    event.preventDefault();
    const tooShort = [...fresh].length < PASSWORD_LENGTH_MIN;
    setShort(tooShort);
    setMissing(!old);
    if (!old) oldInput.current?.focus();
    else if (tooShort) freshInput.current?.focus();
    else change.mutate();
  }

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h3>{t('account.password')}</h3>
      <p className={css.hint}>{t('account.passwordHint')}</p>
      {/* So that whoever keeps passwords knows whose it is. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        ref={oldInput}
        label={t('account.old')}
        autoComplete="current-password"
        value={old}
        error={
          (missing && t('signin.passwordMissing')) ||
          (isWrong(change.error) && t('account.oldWrong'))
        }
        onChange={(event) => setOld(event.currentTarget.value)}
      />
      <PasswordInput
        ref={freshInput}
        label={t('account.fresh')}
        autoComplete="new-password"
        value={fresh}
        error={short && t('welcome.short')}
        onChange={(event) => setFresh(event.currentTarget.value)}
      />
      {change.isError && !isWrong(change.error) && <ErrorNote error={change.error} />}
      <div className={css.end}>
        <span role="status" className={css.done}>
          {change.isSuccess && !old && !fresh && t('account.changed')}
        </span>
        <Button type="submit" loading={change.isPending}>
          {t('account.change')}
        </Button>
      </div>
    </form>
  );
}

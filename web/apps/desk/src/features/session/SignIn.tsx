import '@centralino/ui/mantine-forms.css';
import { isApiError } from '@centralino/api/client.ts';
import type { Demo } from '@centralino/api/types.ts';
import { StateDot } from '@centralino/ui/badges.tsx';
import { ErrorNote, useErrorText } from '@centralino/ui/states.tsx';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchDemo, ME, signIn } from './api.ts';
import { FrontPage } from './FrontPage.tsx';
import css from './SignIn.module.css';

interface Faults {
  email?: string;
  password?: string;
}

export function SignIn() {
  const { t } = useTranslation();
  const { next, ended } = useSearch({ from: '/signin' });
  const router = useRouter();
  const queries = useQueryClient();
  const explain = useErrorText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const emailRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);
  const demo = useQuery({ queryKey: ['demo'], queryFn: fetchDemo, retry: false });

  function say(error: unknown): string {
    if (!isApiError(error)) return explain(error);
    if (error.status === 401) return t('signin.wrong');
    if (error.status !== 429) return explain(error);
    return error.retryAfterS
      ? t('signin.limited', { count: error.retryAfterS })
      : t('signin.limitedSoon');
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const found: Faults = {};
    if (!email.trim()) found.email = t('signin.emailMissing');
    if (!password) found.password = t('signin.passwordMissing');
    setFaults(found);
    if (found.email) return emailRef.current?.focus();
    if (found.password) return passwordRef.current?.focus();
    setBusy(true);
    setFailure('');
    try {
      queries.setQueryData(ME, await signIn(email.trim(), password));
      router.history.push(next ?? '/desk/inbox');
    } catch (error) {
      setFailure(say(error));
      if (isApiError(error) && error.status === 401) passwordRef.current?.select();
    } finally {
      setBusy(false);
    }
  }

  function fill(account: Demo['sign_ins'][number]): void {
    setEmail(account.email);
    setPassword(demo.data?.password ?? '');
    setFaults({});
    setFailure('');
  }

  return (
    <FrontPage title={t('signin.title')}>
      <form className={css.card} onSubmit={submit} noValidate>
        <h1 className={css.title}>{t('signin.title')}</h1>
        <p className={css.lead}>{ended ? t('signin.ended') : t('signin.lead')}</p>
        {failure && <ErrorNote text={failure} />}
        <TextInput
          ref={emailRef}
          label={t('signin.email')}
          type="email"
          name="email"
          autoComplete="username"
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={faults.email}
        />
        <PasswordInput
          ref={passwordRef}
          label={t('signin.password')}
          name="password"
          autoComplete="current-password"
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={faults.password}
        />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('signin.submit')}
        </Button>
      </form>
      {demo.data && (
        <section className={css.demo} aria-labelledby="demo-accounts">
          <h2 id="demo-accounts" className={css.demoTitle}>
            {t('signin.demoTitle')}
          </h2>
          <p className={css.lead}>{t('signin.demoLead')}</p>
          <ul className={css.accounts}>
            {demo.data.sign_ins.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  className={css.account}
                  aria-pressed={email === account.email}
                  onClick={() => fill(account)}
                >
                  <span className="visually-hidden">{t('signin.use')} </span>
                  <StateDot state={email === account.email ? 'available' : 'offline'} />
                  <span className={css.who}>{account.name}</span>
                  <span className={css.role}>{t(`role.${account.role}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </FrontPage>
  );
}

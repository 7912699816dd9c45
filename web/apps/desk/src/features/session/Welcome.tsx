import '@centralino/ui/mantine-forms.css';
import { isApiError } from '@centralino/api/client.ts';
import { ErrorNote, Skeleton, useErrorText } from '@centralino/ui/states.tsx';
import { Button, PasswordInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptInvitation, lookAtInvitation, ME } from './api.ts';
import { FrontPage } from './FrontPage.tsx';
import css from './SignIn.module.css';

/** Where a one-time link leads. Its token stands after the #, which no server and no log ever sees. */
export function Welcome() {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  const explain = useErrorText();
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState('');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => lookAtInvitation(token),
    enabled: token !== '',
    retry: false,
  });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const short = [...password].length < 10;
    setFault(short ? t('welcome.short') : '');
    if (short) return input.current?.focus();
    setBusy(true);
    setFailure('');
    try {
      queries.setQueryData(ME, await acceptInvitation(token, password));
      router.history.replace('/desk/inbox');
    } catch (error) {
      const known = isApiError(error) && error.code === 'wrong_credentials';
      setFailure(known ? t('welcome.own') : explain(error));
      input.current?.select();
    } finally {
      setBusy(false);
    }
  }

  const gone = token === '' || invitation.isError;
  return (
    <FrontPage title={t('welcome.title')}>
      <form className={css.card} onSubmit={submit} noValidate>
        <h1 className={css.title}>{t('welcome.title')}</h1>
        {gone && (
          <>
            <ErrorNote text={token === '' ? t('welcome.noLink') : explain(invitation.error)} />
            <Link to="/signin" search={{}}>
              {t('welcome.toSignIn')}
            </Link>
          </>
        )}
        {token !== '' && invitation.isPending && <Skeleton rows={3} height={40} />}
        {invitation.data && (
          <>
            <p className={css.lead}>
              {t('welcome.lead', {
                name: invitation.data.name,
                tenant: invitation.data.tenant_name,
              })}
            </p>
            <p className={css.lead}>{t('welcome.email', { email: invitation.data.email })}</p>
            {failure && <ErrorNote text={failure} />}
            <input
              type="email"
              name="email"
              autoComplete="username"
              value={invitation.data.email}
              readOnly
              hidden
            />
            <PasswordInput
              ref={input}
              label={t('signin.password')}
              description={t('welcome.hint')}
              name="password"
              autoComplete="new-password"
              size="md"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={fault}
            />
            <Button type="submit" size="md" fullWidth loading={busy}>
              {t('welcome.submit')}
            </Button>
          </>
        )}
      </form>
    </FrontPage>
  );
}

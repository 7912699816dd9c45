import '@centralino/ui/mantine-forms.css';
import { isApiError, newKey } from '@centralino/api/client.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import { createKey } from './api.ts';
import { CopyLine } from './CopyLine.tsx';

const SCOPES = ['read', 'work', 'admin'] as const;

/** Two steps: what the key is for, then the key itself, which nobody will see again. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [checked, setChecked] = useState(false);
  const nameRef = useRef<HTMLInputElement>(null);
  const attempt = useRef(newKey());
  const create = useMutation({
    mutationFn: () => createKey(name.trim(), scopes, attempt.current),
    onError: () => {
      attempt.current = newKey();
    },
  });
  const refused = isApiError(create.error) ? create.error.fields : [];
  const refusedName = refused.find((each) => each.field === 'name')?.message;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    if (!name.trim()) nameRef.current?.focus();
    else if (scopes.length > 0) create.mutate();
  }

  if (create.data) {
    return (
      <Dialog title={t('keys.token')} onClose={onClose}>
        <div className={css.dialog}>
          <p>{t('keys.tokenText')}</p>
          <CopyLine label={t('keys.token')} text={create.data.token ?? ''} />
          <div className={css.buttons}>
            <Button onClick={onClose}>{t('keys.tokenDone')}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('keys.create')} onClose={onClose}>
      <form className={css.dialog} onSubmit={submit} noValidate>
        <TextInput
          ref={nameRef}
          data-autofocus
          label={t('keys.name')}
          description={t('keys.nameHint')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={refusedName ?? (checked && !name.trim() ? t('needed') : undefined)}
        />
        <fieldset className={css.choices}>
          <legend>{t('keys.scopes')}</legend>
          {SCOPES.map((each) => (
            <label key={each} className={css.switch}>
              <input
                type="checkbox"
                checked={scopes.includes(each)}
                onChange={(event) =>
                  setScopes(
                    event.currentTarget.checked
                      ? [...scopes, each]
                      : scopes.filter((other) => other !== each),
                  )
                }
              />
              <span>{t(`keys.scope.${each}`)}</span>
            </label>
          ))}
          {checked && scopes.length === 0 && (
            <p className={css.fault} role="alert">
              {t('keys.scopesMissing')}
            </p>
          )}
        </fieldset>
        {create.isError && !refusedName && <ErrorNote error={create.error} />}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('keys.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

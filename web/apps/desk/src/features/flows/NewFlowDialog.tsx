import { isApiError, newKey } from '@centralino/api/client.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import adminCss from '../admin/Admin.module.css';
import { keyFor } from '../admin/words.ts';
import { createFlow, FLOWS, flowQuery, type Template } from './api.ts';
import css from './Flows.module.css';

const TEMPLATES: readonly Template[] = ['reception', 'empty'];

/** A name and a beginning; the key for programs follows from the name. */
export function NewFlowDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows');
  const common = useTranslation().t;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const flows = useQuery(FLOWS);
  const key = useRef(newKey());
  const [name, setName] = useState('');
  const [template, setTemplate] = useState<Template>('reception');
  const [asked, setAsked] = useState(false);
  const create = useMutation({
    mutationFn: () => {
      const taken = (flows.data?.items ?? []).map((each) => each.key);
      const body = { key: keyFor(name, taken), name: name.trim(), template };
      return createFlow(body, key.current);
    },
    onSuccess: (made) => {
      queries.setQueryData(flowQuery(made.id).queryKey, made);
      void queries.invalidateQueries({ queryKey: FLOWS.queryKey, exact: true });
      void navigate({ to: '/admin/flows/$flowId', params: { flowId: made.id } });
    },
    onError: (error) => {
      if (!isApiError(error) || !error.unreachable) key.current = newKey();
    },
  });
  return (
    <Dialog title={t('create')} onClose={onClose}>
      <form
        className={adminCss.dialog}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (name.trim()) create.mutate();
        }}
      >
        <TextInput
          data-autofocus
          label={t('new.name')}
          description={t('new.nameHint')}
          maxLength={80}
          value={name}
          error={asked && !name.trim() ? t('new.needed') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <fieldset className={css.templates}>
          <legend>{t('new.template')}</legend>
          {TEMPLATES.map((each) => (
            <label key={each} className={css.template} data-chosen={each === template || undefined}>
              <input
                type="radio"
                name="template"
                checked={each === template}
                onChange={() => setTemplate(each)}
              />
              <span>
                <span className={css.templateName}>{t(`new.${each}`)}</span>
                <span className={adminCss.hint}>{t(`new.${each}Text`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {create.isError && <ErrorNote error={create.error} />}
        <div className={adminCss.buttons}>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

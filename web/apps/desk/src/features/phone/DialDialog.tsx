/* Calling somebody: a number, and where it belongs. */
import '@centralino/ui/mantine-forms.css';
import { isApiError, newKey } from '@centralino/api/client.ts';
import { dialable } from '@centralino/phone/number.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, TextInput } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dial } from './api.ts';
import css from './Phone.module.css';

interface Props {
  to?: string;
  caseId?: string;
  onClose: () => void;
}

export default function DialDialog({ to = '', caseId, onClose }: Props) {
  const { t } = useTranslation('phone');
  const common = useTranslation().t;
  const navigate = useNavigate();
  const key = useRef(newKey());
  const [typed, setTyped] = useState(to);
  const [asked, setAsked] = useState(false);
  const number = dialable(typed);
  const call = useMutation({
    mutationFn: (wanted: string) => dial(wanted, caseId, key.current),
    onSuccess: ({ conversation_id }) => {
      onClose();
      void navigate({ to: '/inbox/$conversationId', params: { conversationId: conversation_id } });
    },
    onError: (error) => {
      if (!isApiError(error) || !error.unreachable) key.current = newKey();
    },
  });
  return (
    <Dialog title={t('dial.title')} onClose={onClose} width={400}>
      <form
        className={css.dialog}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (number) call.mutate(number);
        }}
      >
        <TextInput
          data-autofocus
          type="tel"
          label={t('dial.number')}
          description={t('dial.hint')}
          maxLength={40}
          value={typed}
          error={asked && !number ? t('dial.wrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {caseId && <p>{t('dial.case')}</p>}
        {call.isError && <ErrorNote error={call.error} />}
        <div className={css.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button
            type="submit"
            color="ok"
            loading={call.isPending}
            leftSection={<IconPhone size={18} aria-hidden="true" />}
          >
            {t('dial.call')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

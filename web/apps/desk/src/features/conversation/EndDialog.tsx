import { newKey } from '@centralino/api/client.ts';
import type { Conversation } from '@centralino/api/types.ts';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { endConversation } from './api.ts';
import css from './Conversation.module.css';
import { replies } from './replies.ts';

export default function EndDialog(props: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const key = useRef(newKey());
  const end = useMutation({
    mutationFn: async () => {
      await replies.release(props.conversation.id);
      return endConversation(props.conversation.id, key.current);
    },
    onSuccess: props.onClose,
  });
  return (
    <Dialog title={t('conversation.endTitle')} onClose={props.onClose}>
      <div className={css.dialog}>
        <p>{t('conversation.endText', { name: props.conversation.customer.name })}</p>
        {end.isError && <ErrorNote error={end.error} />}
        <div className={css.buttons}>
          <Button variant="default" onClick={props.onClose}>
            {t('action.cancel')}
          </Button>
          <Button data-autofocus color="bad" loading={end.isPending} onClick={() => end.mutate()}>
            {t('conversation.end')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

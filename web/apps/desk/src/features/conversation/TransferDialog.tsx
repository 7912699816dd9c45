import '@centralino/ui/mantine-forms.css';
import { newKey } from '@centralino/api/client.ts';
import type { Conversation } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transferConversation } from './api.ts';
import css from './Conversation.module.css';
import { replies } from './replies.ts';

export default function TransferDialog(props: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { conversation, onClose } = props;
  const queues = useLive((state) => state.queues);
  const others = queues.filter((each) => each.id !== conversation.queue.id);
  const [queueId, setQueueId] = useState(others[0]?.id ?? '');
  const [brief, setBrief] = useState('');
  const [missing, setMissing] = useState(false);
  const briefRef = useRef<HTMLTextAreaElement>(null);
  const key = useRef(newKey());
  const transfer = useMutation({
    mutationFn: async () => {
      await replies.release(conversation.id);
      return transferConversation(conversation.id, queueId, brief.trim(), key.current);
    },
    onSuccess: () => {
      const queue = others.find((each) => each.id === queueId)?.name ?? '';
      announce(t('transfer.done', { queue }));
      onClose();
      void navigate({ to: '/inbox' });
    },
    // A changed text under the old key would be refused for its key, not for what is wrong with it.
    onError: () => {
      key.current = newKey();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissing(!brief.trim());
    if (brief.trim()) transfer.mutate();
    else briefRef.current?.focus();
  }

  return (
    <Dialog title={t('transfer.title')} onClose={onClose}>
      {others.length === 0 ? (
        <p>{t('transfer.noOther')}</p>
      ) : (
        <form className={css.dialog} onSubmit={submit} noValidate>
          <NativeSelect
            data-autofocus
            label={t('transfer.queue')}
            value={queueId}
            onChange={(event) => setQueueId(event.currentTarget.value)}
            data={others.map((each) => ({
              value: each.id,
              label: `${each.name} (${each.open ? t('transfer.waiting', { count: each.waiting }) : t('transfer.closed')})`,
            }))}
          />
          <Textarea
            ref={briefRef}
            label={t('transfer.brief')}
            description={t('transfer.briefHint')}
            rows={4}
            value={brief}
            onChange={(event) => setBrief(event.currentTarget.value)}
            error={missing && t('transfer.briefMissing')}
          />
          {transfer.isError && <ErrorNote error={transfer.error} />}
          <div className={css.buttons}>
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={transfer.isPending}>
              {t('transfer.submit')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

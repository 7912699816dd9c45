import '@centralino/ui/mantine-forms.css';
import { newKey } from '@centralino/api/client.ts';
import type { Conversation, Shape } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { announce } from '@centralino/ui/announce.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { RadioRow } from '@centralino/ui/RadioRow.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleaguesQuery } from '../phone/api.ts';
import { ColleaguePicker } from '../phone/ColleaguePicker.tsx';
import { type Receiver, transferConversation } from './api.ts';
import css from './Conversation.module.css';
import { replies } from './replies.ts';

type Kind = 'queue' | 'agent';

export default function TransferDialog(props: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { conversation, onClose } = props;
  const queues = useLive((state) => state.queues);
  const others = queues.filter((each) => each.id !== conversation.queue.id);
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>(others.length > 0 ? 'queue' : 'agent');
  const [queueId, setQueueId] = useState(others[0]?.id ?? '');
  const [agentId, setAgentId] = useState('');
  const [brief, setBrief] = useState('');
  const [missing, setMissing] = useState(false);
  const [unnamed, setUnnamed] = useState(false);
  const briefRef = useRef<HTMLTextAreaElement>(null);
  const key = useRef(newKey());
  const transfer = useMutation({
    mutationFn: async () => {
      await replies.release(conversation.id);
      const to: Receiver = kind === 'queue' ? { queue_id: queueId } : { agent_id: agentId };
      return transferConversation(conversation.id, to, brief.trim(), key.current);
    },
    onSuccess: () => {
      const known = client.getQueryData(colleaguesQuery.queryKey) as
        | Shape<'ColleagueList'>
        | undefined;
      const list: readonly { id: string; name: string }[] =
        kind === 'queue' ? others : (known?.items ?? []);
      const id = kind === 'queue' ? queueId : agentId;
      announce(t('transfer.done', { queue: list.find((each) => each.id === id)?.name ?? '' }));
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
    const nobody = kind === 'agent' && !agentId;
    setMissing(!brief.trim());
    setUnnamed(nobody);
    if (nobody) return;
    if (brief.trim()) transfer.mutate();
    else briefRef.current?.focus();
  }

  return (
    <Dialog title={t('transfer.title')} onClose={onClose}>
      <form className={css.dialog} onSubmit={submit} noValidate>
        <RadioRow
          legend={t('transfer.to')}
          options={[
            { value: 'queue', label: t('transfer.queue'), disabled: others.length === 0 },
            { value: 'agent', label: t('transfer.agent') },
          ]}
          value={kind}
          onChange={setKind}
        />
        {kind === 'agent' ? (
          <ColleaguePicker
            language={conversation.language}
            fault={unnamed && !agentId ? t('transfer.nobody') : undefined}
            chosen={agentId}
            onChoose={setAgentId}
          />
        ) : (
          <NativeSelect
            label={t('transfer.queue')}
            value={queueId}
            onChange={(event) => setQueueId(event.currentTarget.value)}
            data={others.map((each) => ({
              value: each.id,
              label: `${each.name} (${each.open ? t('transfer.waiting', { count: each.waiting }) : t('transfer.closed')})`,
            }))}
          />
        )}
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
    </Dialog>
  );
}

/* To whom a call goes on: a queue, a colleague, a number; at once, or after asking them. */
import '@centralino/ui/mantine-forms.css';
import type { Call, QueueLive } from '@centralino/api/types.ts';
import { useLive } from '@centralino/live/react.tsx';
import { dialable } from '@centralino/phone/number.ts';
import { announce } from '@centralino/ui/announce.tsx';
import { Dialog } from '@centralino/ui/Dialog.tsx';
import { RadioRow } from '@centralino/ui/RadioRow.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { useSpanText } from '@centralino/ui/texts.ts';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consult, type Target, transferCall } from './api.ts';
import { ColleaguePicker } from './ColleaguePicker.tsx';
import css from './Phone.module.css';

type Kind = 'agent' | 'queue' | 'number';
const KINDS: readonly Kind[] = ['agent', 'queue', 'number'];

export default function CallTransferDialog({ call, onClose }: { call: Call; onClose: () => void }) {
  const { t, i18n } = useTranslation('phone');
  const common = useTranslation().t;
  const { conversation_id: id } = call;
  const queues = useLive((state) => state.queues);
  const language = useLive(
    (state) => state.conversations.find((each) => each.id === id)?.language ?? 'it',
  );
  const spanText = useSpanText();
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const [kind, setKind] = useState<Kind>('agent');
  const [queue, setQueue] = useState(queues[0]?.id ?? '');
  const [agent, setAgent] = useState('');
  const [number, setNumber] = useState('');
  const [brief, setBrief] = useState('');
  const [asked, setAsked] = useState(false);

  const target: Target | undefined =
    kind === 'queue'
      ? queue
        ? { queue_id: queue }
        : undefined
      : kind === 'agent'
        ? agent
          ? { agent_id: agent }
          : undefined
        : dialable(number)
          ? { number: dialable(number) ?? '' }
          : undefined;
  const go = useMutation({
    mutationFn: async ({ first, to }: { first: boolean; to: Target }) => {
      if (first) await consult(id, to, brief.trim());
      else await transferCall(id, to, brief.trim());
    },
    onSuccess: (_, { first }) => {
      announce(t(first ? 'transferring.asking' : 'transferring.done'));
      onClose();
    },
  });
  const fault = asked && !target ? t('transferring.nobody') : undefined;
  const noNumber = number.trim() !== '' && !dialable(number) ? t('dial.wrong') : fault;
  function waitOf({ open, waiting, estimate }: QueueLive): string {
    if (!open) return t('transferring.closed');
    return t('transferring.wait', { count: waiting, time: spanText(estimate.wait_s_median) });
  }
  function run(first: boolean): void {
    setAsked(true);
    if (target) go.mutate({ first, to: target });
  }

  return (
    <Dialog title={t('transferring.title')} onClose={onClose}>
      <form
        className={css.dialog}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          run(true);
        }}
      >
        <RadioRow
          legend={t('transferring.to')}
          options={KINDS.map((value) => ({ value, label: t(`transferring.${value}`) }))}
          value={kind}
          onChange={(each) => {
            setKind(each);
            setAsked(false);
          }}
        />
        {kind === 'queue' && (
          <NativeSelect
            label={t('transferring.queue')}
            error={fault}
            value={queue}
            onChange={(event) => setQueue(event.currentTarget.value)}
            data={queues.map((each) => ({
              value: each.id,
              label: `${each.name} · ${waitOf(each)}`,
            }))}
          />
        )}
        {kind === 'agent' && (
          <ColleaguePicker {...{ language, fault }} chosen={agent} onChoose={setAgent} />
        )}
        {kind === 'number' && (
          <TextInput
            type="tel"
            label={t('transferring.number')}
            description={t('dial.hint')}
            error={asked ? noNumber : undefined}
            onBlur={() => number.trim() && setAsked(true)}
            maxLength={40}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        )}
        <Textarea
          label={t('transferring.brief')}
          description={`${t('transferring.briefHint')} ${
            language === i18n.language
              ? ''
              : t('transferring.speaks', { language: names.of(language) ?? language })
          }`.trim()}
          rows={3}
          maxLength={1000}
          value={brief}
          onChange={(event) => setBrief(event.currentTarget.value)}
        />
        {go.isError && <ErrorNote error={go.error} />}
        <div className={css.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            {common('action.cancel')}
          </Button>
          <Button variant="default" loading={go.isPending} onClick={() => run(false)}>
            {t('transferring.now')}
          </Button>
          <Button type="submit" loading={go.isPending}>
            {t('transferring.first')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

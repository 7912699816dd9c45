import { announce } from '@centralino/ui/announce.tsx';
import { Badge } from '@centralino/ui/badges.tsx';
import { ErrorNote } from '@centralino/ui/states.tsx';
import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlus, IconWebhook } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Admin.module.css';
import {
  changeWebhook,
  createWebhook,
  type NewWebhook,
  removeWebhook,
  WEBHOOKS,
  type Webhook,
} from './api.ts';
import { Confirm } from './Confirm.tsx';
import { Deliveries } from './Deliveries.tsx';
import { DocumentForm } from './DocumentForm.tsx';
import { FormDialog } from './FormDialog.tsx';
import { PickedArea } from './PickedArea.tsx';
import { RemoveCard } from './RemoveCard.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { useKeptList } from './useKeptList.ts';
import { useWebhookFields } from './useWebhookFields.ts';

export function WebhooksArea() {
  const { t } = useTranslation('admin');
  const hooks = useQuery(WEBHOOKS);
  const kept = useKeptList<Webhook>(WEBHOOKS.queryKey);
  const fields = useWebhookFields();
  const [chosen, setChosen] = useState('');
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState('');
  const [removing, setRemoving] = useState<Webhook>();
  const because = { url: t('webhooks.urlWrong') };

  async function create(wanted: NewWebhook, key: string): Promise<void> {
    const made = await createWebhook({ ...wanted, url: wanted.url.trim() }, key);
    const { secret: shown = '', ...hook } = made;
    kept.put(hook);
    setChosen(hook.id);
    setSecret(shown);
  }

  return (
    <>
      <PickedArea
        title={t('webhooks.title')}
        lead={t('webhooks.lead')}
        action={
          <Button
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            {t('webhooks.create')}
          </Button>
        }
        query={hooks}
        empty={{
          icon: <IconWebhook stroke={1.5} />,
          title: t('webhooks.none'),
          text: t('webhooks.noneText'),
        }}
        label={t('webhooks.pick')}
        idOf={(hook) => hook.id}
        nameOf={(hook) => hook.name}
        chosen={chosen}
        onChoose={setChosen}
      >
        {(hook) => (
          <>
            <State key={`${hook.id}-state`} hook={hook} onChanged={kept.put} />
            <Deliveries key={`${hook.id}-deliveries`} hook={hook} />
            <DocumentForm<NewWebhook>
              key={hook.id}
              saved={{ name: hook.name, url: hook.url, events: hook.events }}
              sections={[{ name: 'settings', fields }]}
              titleOf={() => t('webhooks.settings')}
              because={because}
              onSave={async (draft) => kept.put(await changeWebhook(hook.id, draft))}
            />
            <RemoveCard
              title={t('webhooks.removeHead')}
              text={t('webhooks.removeHint')}
              onRemove={() => setRemoving(hook)}
            />
          </>
        )}
      </PickedArea>
      {creating && (
        <FormDialog<NewWebhook>
          title={t('webhooks.create')}
          action={t('make')}
          saved={{ name: '', url: 'https://', events: ['conversation_ended'] }}
          fields={fields}
          because={because}
          onSave={create}
          onClose={() => setCreating(false)}
        />
      )}
      {!creating && secret && <SecretDialog secret={secret} onClose={() => setSecret('')} />}
      {removing && (
        <Confirm
          title={t('removeTitle', { name: removing.name })}
          text={t('webhooks.removeText')}
          action={t('remove')}
          run={async () => {
            await removeWebhook(removing.id);
            kept.drop(removing);
            announce(t('removed'));
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

/** Whether it is told anything now; a paused one was paused by somebody, or by too many failures. */
function State({ hook, onChanged }: { hook: Webhook; onChanged: (hook: Webhook) => void }) {
  const { t } = useTranslation('admin');
  const active = hook.state === 'active';
  const change = useMutation({
    mutationFn: () => changeWebhook(hook.id, { state: active ? 'paused' : 'active' }),
    onSuccess: (changed) => {
      onChanged(changed);
      announce(t(`webhooks.${changed.state}`));
    },
  });
  return (
    <section className={css.card}>
      <div className={css.strip}>
        <Badge tone={active ? 'ok' : 'warn'}>{t(`webhooks.${hook.state}`)}</Badge>
        <p className={css.stripText}>{t(active ? 'webhooks.activeText' : 'webhooks.pausedText')}</p>
        <Button
          variant="default"
          loading={change.isPending}
          leftSection={
            active ? (
              <IconPlayerPause size={16} aria-hidden="true" />
            ) : (
              <IconPlayerPlay size={16} aria-hidden="true" />
            )
          }
          onClick={() => change.mutate()}
        >
          {t(active ? 'webhooks.pause' : 'webhooks.wake')}
        </Button>
      </div>
      {change.isError && <ErrorNote error={change.error} />}
    </section>
  );
}
